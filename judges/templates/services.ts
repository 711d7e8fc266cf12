import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.ts';

/** What we use of osls, which comes without types. */
type Osls = new (input: {
  readonly configuration: object;
  readonly serviceDir: string;
  readonly configurationFilename: string;
  readonly commands: readonly string[];
  readonly options: Readonly<Record<string, string>>;
}) => { readonly init: () => Promise<void>; readonly run: () => Promise<void> };

/** What we use of a `serverless.ts`. */
interface Service {
  readonly plugins?: readonly string[];
  readonly functions?: Readonly<Record<string, object>>;
}

/** Where osls uploads code to: a folder named after the moment at which it packages. */
const UPLOAD = /(serverless\/[\w-]+\/[\w-]+\/)\d+-[\d:.TZ-]+\//g;

/** A service's `serverless.ts`, evaluated again: it reads the configuration of its deployment while it is loaded. */
const serviceOf = async (folder: string, deployment: string, region: string, run: number): Promise<Service> => {
  const file = `${pathToFileURL(path.join(ROOT, folder, 'serverless.ts')).href}?templates=${run}`;
  const { default: service } = (await import(file)) as { default: Service };
  const text = JSON.stringify(service)
    .replaceAll('${sls:stage}', deployment)
    .replaceAll("${opt:stage, env:STAGE, 'dev'}", deployment)
    .replaceAll(`\${file(\${env:TENANTRY_CONFIG_FOLDER, '../config'}/${deployment}.json):region, ''}`, region)
    // Of the stack, and in no template.
    .replaceAll(`"\${file(\${env:TENANTRY_CONFIG_FOLDER, '../config'}/${deployment}.json):production, true}"`, 'true');
  const unknown = /\$\{(?:sls|opt|file|env|self|param|ssm|cf)\b[^}]*\}/.exec(text);
  if (unknown) throw new Error(`${folder}/serverless.ts: nothing here resolves ${unknown[0]}`);
  return JSON.parse(text) as Service;
};

let runs = 0;

/**
 * The template that osls makes of a service, without bundling its functions: that takes most of the time of `serverless package`, and
 * the template names only where the bundles are uploaded. It needs no credentials, and leaves nothing in the service's folder.
 * @param folder of the service, from the repository's root
 */
export const serviceTemplate = async (folder: string, deployment: string, region: string): Promise<object> => {
  runs += 1;
  const { plugins: _bundler, ...service } = await serviceOf(folder, deployment, region, runs);
  const Serverless = createRequire(import.meta.url)('serverless/lib/serverless.js') as Osls;
  const serviceDir = await mkdtemp(path.join(tmpdir(), 'tenantry-template-'));
  try {
    const functions: Record<string, object> = {};
    for (const [name, definition] of Object.entries(service.functions ?? {})) {
      const artifact = path.join(serviceDir, `${name}.zip`);
      await writeFile(artifact, '');
      functions[name] = { ...definition, package: { artifact } };
    }
    const osls = new Serverless({
      configuration: { ...service, functions },
      serviceDir,
      configurationFilename: 'serverless.ts',
      commands: ['package'],
      options: { stage: deployment },
    });
    await osls.init();
    await osls.run();
    const text = await readFile(path.join(serviceDir, '.serverless/cloudformation-template-update-stack.json'), 'utf8');
    return JSON.parse(text.replaceAll(UPLOAD, '$1code/')) as object;
  } catch (cause) {
    throw new Error(`${folder}: osls makes no template of it: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  } finally {
    await rm(serviceDir, { recursive: true, force: true });
  }
};
