import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REGIONS } from '@tenantry/shared/deployment/regions';
import { ROOT } from '../templates/root.ts';

/** What CloudFormation does with a resource, and the IAM actions that it needs for it in its caller's name. */
export interface Handlers {
  readonly create: readonly string[];
  readonly read: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
  readonly list: readonly string[];
}
export type HandlerPermissions = Readonly<Record<string, Handlers>>;
interface Schema {
  readonly handlers?: Readonly<Partial<Record<keyof Handlers, { readonly permissions?: readonly string[] }>>>;
}

/** AWS's resource schemas as cfn-lint brings them: a region's list names a file per type that AWS has there. */
const schemasFolder = (): string => {
  const lib = path.join(ROOT, '.local/judges/cfn-lint', process.platform === 'win32' ? 'Lib' : 'lib');
  const folders = existsSync(lib)
    ? ['', ...readdirSync(lib)].map((name) => path.join(lib, name, 'site-packages/cfnlint/data/schemas'))
    : [];
  const found = folders.find((folder) => existsSync(folder));
  if (!found) throw new Error('cfn-lint is not installed: run node laptop/setup/main.mjs --cfn-lint');
  return found;
};

/**
 * Permissions of the handlers of resource types, from AWS's resource schemas.
 * @throws Error that names a type which AWS does not have in every region that a deployment may have
 */
export const permissionsOf = (types: readonly string[], folder = schemasFolder()): HandlerPermissions => {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const listed = (region: string) => read(`providers/${region}.json`) as Readonly<Record<string, string>>;
  const lists = REGIONS.map((region) => ({ region, list: listed(region) }));
  const provider = listed('us-east-1');
  const of = (type: string): Handlers => {
    const file = provider[type];
    if (file === undefined) throw new Error(`${type}: AWS publishes no schema of it`);
    const without = lists.filter(({ list }) => list[type] === undefined).map(({ region }) => region);
    if (without.length > 0) {
      throw new Error(
        `${type}: AWS does not have it in ${without.join(', ')}. Do without it, or take the region out of shared/src/deployment/regions.ts.`,
      );
    }
    const { handlers = {} } = read(`resources/${file}.json`) as Schema;
    const permissions = (operation: keyof Handlers) => [...new Set(handlers[operation]?.permissions ?? [])].sort();
    return {
      create: permissions('create'),
      read: permissions('read'),
      update: permissions('update'),
      delete: permissions('delete'),
      list: permissions('list'),
    };
  };
  return Object.fromEntries([...new Set(types)].sort().map((type) => [type, of(type)]));
};
