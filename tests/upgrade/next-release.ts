import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { copyOfThis } from './trees.ts';

const run = promisify(execFile);

/** A release that a later one could be: what is here, with one change of each kind that an upgrade must survive. */
export interface NextRelease {
  readonly root: string;
  readonly version: string;
  /** The stage with the new step, and what is new of it. */
  readonly stage: string;
  readonly step: string;
  readonly event: string;
  readonly index: string;
  /** The new field of the configuration. */
  readonly field: string;
}
const NEXT: Omit<NextRelease, 'root'> = {
  version: '1.999.0',
  stage: 'network',
  step: 'measure',
  event: 'NetworkMeasured',
  index: 'by-plan',
  field: 'ward',
};

const STEP = `import { step } from '@tenantry/shared/saga/stage';
import type { Scope } from '../scope.ts';

/** Counts the addresses of the range. */
export const measure = step('measure', {
  ensure: async (_scope: Scope, { cidr }: { readonly cidr: string }) => ({ addresses: 2 ** (32 - Number(cidr.split('/')[1])) }),
  remove: async () => undefined,
});
`;
const EVENT = `
export const NetworkMeasured = defineEvent(source, 'NetworkMeasured', 'The addresses of the range are counted.', { addresses: z.int() });
`;

/** By file: what stands there, and what stands there in the next release. */
const EDITS: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  'events-schema/src/network.ts': [['export const NetworkRemoved', `${EVENT.trim()}\n\nexport const NetworkRemoved`]],
  'events-schema/src/all.ts': [
    ['import { NetworkPeered,', 'import { NetworkMeasured, NetworkPeered,'],
    ['  NetworkPeered,\n', '  NetworkMeasured,\n  NetworkPeered,\n'],
  ],
  'services/network/src/stage.ts': [
    ['import { NetworkPeered,', 'import { NetworkMeasured, NetworkPeered,'],
    ['import { natAvailable }', "import { measure } from './steps/measure.ts';\nimport { natAvailable }"],
    ['  .publishes(NetworkPeered)', '  .step(measure)\n  .publishes(NetworkMeasured)\n  .publishes(NetworkPeered)'],
  ],
  'shared/src/deployment/config.ts': [['  region: z.string()', "  ward: z.string().default('none'),\n  region: z.string()"]],
  'config/dev.json': [['{\n', '{\n  "ward": "north",\n']],
  'services/admin/src/infra/tenants-table.ts': [
    ["'day', 'at']", "'day', 'at', 'plan']"],
    ["      index('by-day', 'day', 'at'),\n", "      index('by-day', 'day', 'at'),\n      index('by-plan', 'plan', 'tenantId'),\n"],
  ],
  // An index takes no empty key.
  'services/admin/src/table/items.ts': [
    ['    tenantId: summary.tenantId,\n', '    tenantId: summary.tenantId,\n    ...(summary.plan ? { plan: summary.plan } : {}),\n'],
  ],
  'package.json': [[/"version": "[^"]*"/.source, `"version": "${NEXT.version}"`]],
};

export const nextRelease = async (): Promise<NextRelease> => {
  const root = await copyOfThis('next');
  await becomeNext(root);
  return { root, ...NEXT };
};

/** Changes a copy of what is here into the next release. @throws Error when a file no longer has what is changed there */
export const becomeNext = async (root: string): Promise<void> => {
  await writeFile(path.join(root, 'services/network/src/steps/measure.ts'), STEP);
  for (const [file, edits] of Object.entries(EDITS)) {
    let text = await readFile(path.join(root, file), 'utf8');
    for (const [from, to] of edits) {
      const pattern = file === 'package.json' ? new RegExp(from) : from;
      const changed = text.replace(pattern, to);
      if (changed === text) throw new Error(`${file} has no ${JSON.stringify(from)} any more: say in next-release.ts what to change`);
      text = changed;
    }
    await writeFile(path.join(root, file), text);
  }
  await run(process.execPath, ['--import', 'tsx', 'scripts/generate.ts'], { cwd: root });
};
