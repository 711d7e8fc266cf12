import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { read, root } from './repository.ts';

type Texts = Readonly<Record<string, string>>;
interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Texts;
  readonly with?: Texts;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
/** `inputs`, `vars`, `secrets`, `github`: what expressions may name (GitHub Docs, "Contexts reference"). */
export type Contexts = Readonly<Record<string, Texts>>;

/** How a job ended, with what its steps have left. */
export interface Ended {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly outputs: string;
}

/** Where a job runs, and what every step finds in its environment. */
export interface Runner {
  /** RUNNER_TEMP: kept from one step, and one job, to the next. */
  readonly folder: string;
  readonly env?: Texts;
}

export const ACTION = '.github/actions/tenantry';
export const action = parse(read(`${ACTION}/action.yml`)) as Action;

/** @throws Error for an expression that names nothing, where GitHub would put an empty text */
const evaluated = (text: string, contexts: Contexts): string =>
  text.replaceAll(/\$\{\{ (\w+)\.([\w-]+) \}\}/g, (_, context: string, name: string) => {
    const value = contexts[context]?.[name];
    if (value === undefined) throw new Error(`${context}.${name} is not there`);
    return value;
  });
const allOf = (texts: Texts, contexts: Contexts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, evaluated(text, contexts)]));

/** What a runner has besides, and nothing of who runs the tests. */
const environment = ({ folder, env }: Runner): Texts => ({
  PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
  HOME: folder,
  RUNNER_TEMP: folder,
  npm_config_offline: 'true',
  npm_config_cache: path.join(folder, 'cache'),
  ...env,
});

const shell = (script: string, cwd: string, env: Texts): Promise<{ code: number; log: string }> =>
  new Promise((resolve) => {
    // As `shell: bash` has it (GitHub Docs, "Workflow syntax", jobs.<job_id>.steps[*].shell).
    execFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, log: `${out}${err}` }),
    );
  });

/**
 * The action as a runner of GitHub performs it, but for the step that installs Node: its scripts in their order, until one fails.
 * @param given inputs, as a workflow's `with`
 * @param only ids of the steps to perform, all by default
 */
export const runAction = async (given: Texts, runner: Runner, only?: readonly string[]): Promise<Ended> => {
  const missing = Object.entries(action.inputs).filter(([name, { required }]) => required && given[name] === undefined);
  const unknown = Object.keys(given).filter((name) => !(name in action.inputs));
  if (missing.length + unknown.length > 0) throw new Error(`inputs of the action: ${[...missing, unknown].join(' ')}`);
  const inputs = { ...Object.fromEntries(Object.entries(action.inputs).map(([name, { default: text = '' }]) => [name, text])), ...given };
  const contexts = { inputs, github: { action_path: path.join(root, ACTION) } };
  const folder = mkdtempSync(path.join(runner.folder, 'job-'));
  const files = { GITHUB_STEP_SUMMARY: path.join(folder, 'summary'), GITHUB_OUTPUT: path.join(folder, 'outputs') };
  let [code, log] = [0, ''];
  for (const { id = '', run, env = {} } of action.runs.steps) {
    if (run === undefined || code !== 0 || (only && !only.includes(id))) continue;
    const ended = await shell(evaluated(run, contexts), folder, { ...environment(runner), ...files, ...allOf(env, contexts) });
    [code, log] = [ended.code, log + ended.log];
  }
  const [summary = '', outputs = ''] = Object.values(files).map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''));
  return { code, log, summary, outputs };
};

/** What a workflow of examples/github hands to the action. */
export const inputsOf = (workflow: string, contexts: Contexts): Texts => {
  const { jobs } = parse(read(`examples/github/${workflow}`)) as Workflow;
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find(({ uses }) => uses?.includes(ACTION));
  if (!step?.with) throw new Error(`${workflow} does not use the action`);
  return allOf(step.with, contexts);
};
