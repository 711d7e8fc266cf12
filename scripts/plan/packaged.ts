import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '../generated-files.ts';
import { FOLDERS } from '../services.ts';

/** A template as osls makes it: functions name where in the deployment bucket their code lies. */
export interface ServiceTemplate {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
}
/** A service as osls would deploy it. */
export interface Packaged {
  readonly stackName: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly template: ServiceTemplate;
  /** The folder with its bundles, each of the name that the key of its code ends with. */
  readonly folder: string;
}
/** As much as is read of `serverless-state.json`. */
interface State {
  readonly service: {
    readonly provider: { readonly stage: string; readonly stackName: string; readonly stackTags?: Readonly<Record<string, string>> };
  };
}

const run = promisify(execFile);
const root = fileURLToPath(ROOT);
const json = async <T>(...names: readonly string[]): Promise<T> => JSON.parse(await readFile(path.join(...names), 'utf8')) as T;

const packagedIn = async (serviceFolder: string): Promise<Packaged> => {
  const folder = path.join(root, serviceFolder, '.serverless');
  const { provider } = (await json<State>(folder, 'serverless-state.json')).service;
  return {
    stackName: provider.stackName,
    // As osls sends them (its lib/plugins/aws/lib/get-shared-stack-action-params.js).
    tags: { STAGE: provider.stage, ...provider.stackTags },
    template: await json<ServiceTemplate>(folder, 'cloudformation-template-update-stack.json'),
    folder,
  };
};

/**
 * Packages every service by the framework that deploys them, in the order of `serverless-compose.yml`. Needs no credentials.
 * @throws Error with the end of its output when one is not to be packaged
 */
export const packageServices = async (deployment: string): Promise<readonly Packaged[]> => {
  const program = path.join(root, 'node_modules/.bin/oslsc');
  await run(program, ['package', '--stage', deployment], { cwd: root, maxBuffer: 64 * 1024 ** 2 }).catch((cause: unknown) => {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    throw new Error(`the services cannot be packaged:\n${`${stdout}${stderr}`.slice(-4_000)}`, { cause });
  });
  return Promise.all(FOLDERS.map(packagedIn));
};
