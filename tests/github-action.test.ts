import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { TOKEN } from '../cli/src/testing/fake-api.ts';
import { commandFixture } from '../cli/src/testing/fixture.ts';
import { deployment, MERCY, stage, stalledNetwork, summary as summaryOf, tenant } from '../cli/src/testing/samples.ts';
import { pack } from '../scripts/pack/pack.ts';
import { read, root } from './repository.ts';

const ACTION = '.github/actions/tenantry';
interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly env?: Readonly<Record<string, string>> }[] };
}
const action = parse(read(`${ACTION}/action.yml`)) as Action;

const { terminal, taken, url } = commandFixture();
const temporary = mkdtempSync(path.join(tmpdir(), 'tenantry-action-'));
const environment = {
  PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
  HOME: temporary,
  RUNNER_TEMP: temporary,
};
/** A program of the action to its end. */
const ended = (program: string, env: Readonly<Record<string, string>>) =>
  new Promise<{ code: number; log: string }>((resolve) => {
    execFile(process.execPath, [path.join(root, ACTION, program)], { env: { ...environment, ...env }, cwd: temporary }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, log: `${out}${err}` }),
    );
  });
beforeAll(async () => {
  const { file } = await pack(temporary);
  const { code, log } = await ended('install.mjs', {
    PACKAGE: file,
    npm_config_offline: 'true',
    npm_config_cache: path.join(temporary, 'cache'),
  });
  if (code !== 0) throw new Error(log);
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The action's last step with these inputs, as a runner runs it. */
const ran = async (inputs: Readonly<Record<string, string>>) => {
  const step = action.runs.steps.find(({ id }) => id === 'run');
  const given = Object.entries(step?.env ?? {}).map(([name, value]) => [
    name,
    value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => inputs[input] ?? ''),
  ]);
  const folder = mkdtempSync(path.join(temporary, 'run-'));
  const [summary, outputs] = ['summary', 'outputs'].map((name) => path.join(folder, name)) as [string, string];
  const { code } = await ended('run.mjs', {
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: outputs,
    ...(Object.fromEntries(given) as Record<string, string>),
  });
  return { code, summary: readFileSync(summary, 'utf8'), outputs: readFileSync(outputs, 'utf8') };
};
const inputs = (...words: readonly string[]) => ({ 'api-url': url(), token: TOKEN, arguments: `\n${words.join('\n')}\n\n` });
const ONBOARD = ['onboard', '--name=Mercy Hospital', '--admin-email=it@mercy.example', '--idempotency-key=k1', '--yes', '--watch'];
const answers = (found: () => ReturnType<typeof tenant>) => ({
  'POST /tenants': () => ({ tenantId: MERCY }),
  'GET /deployment': () => deployment,
  'GET /tenants/{id}': found,
});

describe('the action for GitHub', () => {
  test('on-boards a tenant and waits until it is ready', async () => {
    terminal(answers(() => tenant({ stages: [stage('account'), stage('network')] })));
    const { code, summary, outputs } = await ran(inputs(...ONBOARD));
    expect(code).toBe(0);
    expect(summary).toContain('### tenantry onboard: done');
    expect(summary).toContain('mercy is ready');
    expect(outputs).toMatch(/^exit-code=0$/m);
    expect(taken('POST /tenants')).toMatchObject([{ body: { name: 'Mercy Hospital' }, key: 'k1' }]);
  });

  test('fails where the tenant stalls, and the summary has step, call, error, advice and the next command', async () => {
    terminal(answers(() => tenant({ state: 'stalled', stalled: ['network'], stages: [stage('account'), stalledNetwork()] })));
    const { code, summary, outputs } = await ran(inputs(...ONBOARD));
    expect(code).toBe(6);
    for (const said of [
      'ended with 6',
      'natGateway',
      'EC2 CreateNatGateway',
      'NatGatewayLimitExceeded',
      'Raise the quota',
      'tenantry retry',
    ])
      expect(summary).toContain(said);
    expect(outputs).toMatch(/^exit-code=6$/m);
  });

  test('hands out what the command prints', async () => {
    terminal(answers(() => tenant()));
    const { outputs } = await ran(inputs(...ONBOARD.slice(0, -1), '--no-watch'));
    expect(outputs).toMatch(new RegExp(`^stdout<<(\\S+)\n${MERCY}\n\\1$`, 'm'));
  });

  test('without a token nobody is signed in', async () => {
    const { code, summary } = await ran({ ...inputs('list'), token: '' });
    expect(code).toBe(3);
    expect(summary).toContain('TENANTRY_TOKEN');
  });

  test("takes a machine's id and secret: the command says which is missing", async () => {
    const { code, summary } = await ran({ ...inputs('list'), token: '', 'client-secret': 'a-secret' });
    expect(code).toBe(2);
    expect(summary).toContain('TENANTRY_CLIENT_ID says whose the secret is');
    expect(summary).not.toContain('a-secret');
  });

  test('gives words to the command as they are: no shell reads them', async () => {
    const name = `$(touch x) "a" 'b' ; \`c\` \${HOME} | & > y`;
    terminal(answers(() => tenant()));
    await ran(inputs('onboard', `--name=${name}`, '--admin-email=it@mercy.example', '--no-watch', '--yes'));
    expect(taken('POST /tenants')).toMatchObject([{ body: { name } }]);
  });

  test('what people have called a tenant is neither Markdown nor HTML in the summary', async () => {
    const name = '</code><img src=x> ![x](https://example.com/x) ``` # a';
    terminal({ 'GET /tenants': () => ({ tenants: [summaryOf({ name })] }) });
    const { summary } = await ran(inputs('list', '--json'));
    expect(summary).toContain('</code><img src=x>');
    const [, ...lines] = summary.split('\n').filter(Boolean);
    // Four spaces are code in Markdown, whatever comes after them (CommonMark, "Indented code blocks").
    expect(lines.filter((line) => !line.startsWith('    '))).toEqual([]);
  });

  test('takes each of its inputs into the environment, and none into a script', () => {
    const text = read(`${ACTION}/action.yml`);
    const used = action.runs.steps.flatMap(({ env = {} }) => Object.values(env)).join(' ');
    expect(Object.keys(action.inputs).filter((input) => !used.includes(`inputs.${input} `))).toEqual([]);
    expect([...text.matchAll(/^ *run: .*\$\{\{/gm)]).toEqual([]);
  });
});
