import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TOKEN } from '../cli/src/testing/fake-api.ts';
import { commandFixture } from '../cli/src/testing/fixture.ts';
import { deployment, MERCY, stage, stalledNetwork, summary as summaryOf, tenant } from '../cli/src/testing/samples.ts';
import { pack } from '../scripts/pack/pack.ts';
import { read } from './repository.ts';
import { ACTION, action, runAction } from './runner.ts';

const { terminal, taken, url } = commandFixture();
const temporary = mkdtempSync(path.join(tmpdir(), 'tenantry-action-'));
const runner = { folder: temporary };
beforeAll(async () => {
  const { file } = await pack(temporary);
  const { code, log } = await runAction({ 'api-url': url(), arguments: '', package: file }, runner, ['']);
  if (code !== 0) throw new Error(log);
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The action's last step with these inputs. */
const ran = (inputs: Readonly<Record<string, string>>) => runAction(inputs, runner, ['run']);
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
