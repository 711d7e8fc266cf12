import { describe, expect, test } from '@jest/globals';
import { Refusal } from './testing/fake-api.ts';
import { commandFixture } from './testing/fixture.ts';

const { terminal } = commandFixture();

describe('what the API refuses', () => {
  const refused = (...parameters: ConstructorParameters<typeof Refusal>) => ({
    'GET /quotas': () => {
      throw new Refusal(...parameters);
    },
  });
  test.each([
    [5, 403, 'group-missing'],
    [4, 404, 'no-such-tenant'],
    [5, 409, 'state'],
    [5, 422, 'key-used'],
    [7, 429, 'too-many-requests'],
    [1, 500, 'internal-error'],
    [7, 503, 'busy'],
  ] as const)('ends with %i for %i %s', async (exitCode, status, code) => {
    const { code: ended, err } = await terminal(refused(status, code, 'because')).tenantry('quotas', '--json');
    expect(ended).toBe(exitCode);
    expect(JSON.parse(err)).toMatchObject({ error: { code, exitCode, status, message: 'because', requestId: 'r-1' } });
  });

  test('is said field by field with the fix, and with the request by which the log is found', async () => {
    const errors = [
      { field: '/slug', problem: 'mercy is taken', fix: 'Choose another.' },
      { field: '/AWS_REGION', problem: 'kept for AWS and the product', fix: 'Choose another name.' },
      ...['/1BAD', '/variables/1BAD'].map((field) => ({ field, problem: 'not a name of a variable of the application', fix: 'Use APP_.' })),
    ];
    const { err } = await terminal(refused(400, 'request-invalid', 'long', errors)).tenantry('quotas');
    expect(err).toContain('the API refused this (400 request-invalid)');
    expect(err).toContain('--slug: mercy is taken\n    fix: Choose another.');
    expect(err).toContain('  AWS_REGION: kept for AWS');
    expect(err).toContain('  1BAD: not a name of a variable');
    expect(err).toContain('  --var 1BAD: not a name of a variable');
    expect(err).toContain('request r-1');
  });

  test('for a moment only is asked again, reading only', async () => {
    const answers = {
      'GET /quotas': (_: unknown, times: number) => {
        if (times < 3) throw new Refusal(503, 'busy', 'busy', [], { 'retry-after': '2' });
        return { quotas: [], asOf: '2026-11-24T12:00:00Z' };
      },
    };
    const shell = terminal(answers);
    const began = shell.terminal.now();
    expect((await shell.tenantry('quotas')).code).toBe(0);
    expect(shell.terminal.now() - began).toBe(4_000);
  });
});
