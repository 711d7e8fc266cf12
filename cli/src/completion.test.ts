import { describe, expect, test } from '@jest/globals';
import { COMPLETION_SCRIPTS } from './completion-scripts.ts';
import { commandFixture } from './testing/fixture.ts';
import { deployment, summary } from './testing/samples.ts';

const { terminal, taken } = commandFixture();
const answers = {
  'GET /deployment': () => deployment,
  'GET /tenants': () => ({ tenants: [summary(), summary({ slug: 'lakeside' }), summary({ slug: 'gone', state: 'offboarded' })] }),
};
const complete = async (...words: readonly string[]) => {
  const { out } = await terminal(answers).tenantry('__complete', '--', ...words);
  return out
    .split('\n')
    .map((line) => line.split('\t')[0] ?? '')
    .filter(Boolean);
};

describe('at the cursor may stand', () => {
  test.each([
    ['a command', ['re'], ['retry', 'resume', 'replay', 'releases']],
    ['a command of a group', ['dlq', ''], ['list', 'show', 'redrive', 'discard']],
    ['an option', ['plan', '--c'], ['--cidr', '--cidr-prefix']],
    ["an option's value", ['list', '--state', 'off'], ['offboarding', 'offboarded']],
    ['a tenant that is there', ['show', ''], ['mercy', 'lakeside']],
    ['a tenant after options', ['retry', '--timeout', '30m', 'la'], ['lakeside']],
    ['one tenant more', ['watch', 'mercy', 'l'], ['lakeside']],
    ['a plan of the deployment', ['onboard', '--plan', 'l'], ['large']],
    ['a stage after the tenant', ['retry', 'mercy', 'n'], ['network']],
    ["a tenant as an option's value", ['replay', 'start', '--tenant', 'm'], ['mercy']],
    ['a shell', ['completion', ''], ['bash', 'zsh', 'fish']],
    ['a profile', ['list', '--profile', ''], ['laptop']],
    ['nothing', ['whoami', ''], []],
  ])('%s', async (_what, words, wanted) => {
    expect(await complete(...words)).toEqual(wanted);
  });

  test('no tenant, and no error, when the API does not answer', async () => {
    const { code, out, err } = await terminal(answers, { env: { TENANTRY_TOKEN: 'old' } }).tenantry('__complete', '--', 'show', '');
    expect([code, out, err]).toEqual([0, '', '']);
    expect(taken()).toEqual([]);
  });
});

test.each(Object.keys(COMPLETION_SCRIPTS))('completion %s prints a script that asks the command itself', async (shell) => {
  const { out } = await terminal({}).tenantry('completion', shell);
  expect(out).toContain('tenantry __complete -- ');
});

test('completion of an unknown shell is wrong usage', async () => {
  expect((await terminal({}).tenantry('completion', 'cmd')).code).toBe(2);
});
