import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { EXIT_TEXT } from './exit-code.ts';
import { TOKEN } from './testing/fake-api.ts';
import { commandFixture } from './testing/fixture.ts';
import { summary } from './testing/samples.ts';

const BIN = fileURLToPath(new URL('../bin/tenantry.mjs', import.meta.url));
const { terminal, url } = commandFixture();

/** The command as a process. */
const tenantry = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { env: { PATH: process.env.PATH ?? '', HOME: '/nowhere', ...env }, cwd: '/' };
    execFile(process.execPath, [BIN, ...words], options, (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });

describe('the process', () => {
  test('talks to an API, and ends by itself with the exit code', async () => {
    terminal({ 'GET /tenants': () => ({ tenants: [summary()] }) });
    const { code, out } = await tenantry(['list', '--json'], { TENANTRY_API_URL: url(), TENANTRY_TOKEN: TOKEN });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ tenants: [{ slug: 'mercy' }] });
  });

  test('says where it found nothing: exit code 3', async () => {
    const { code, err } = await tenantry(['list']);
    expect(code).toBe(3);
    expect(err).toContain('tenantry login');
  });
});

describe('usage', () => {
  test('a command that there is not is wrong usage, with the one that was meant', async () => {
    const { code, err } = await terminal({}).tenantry('lisst');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean list?');
    expect(JSON.parse((await terminal({}).tenantry('lisst', '--json')).err)).toMatchObject({ error: { code: 'usage', exitCode: 2 } });
  });

  test('--help lists every exit code', async () => {
    const { code, out } = await terminal({}).tenantry('--help');
    expect(code).toBe(0);
    for (const text of Object.values(EXIT_TEXT)) expect(out).toContain(text);
  });

  test.each([['--version'], ['watch', '--help'], ['dlq', '--help'], ['replay', 'start', '--help']])(
    '%s %s ends with 0',
    async (...words) => {
      expect((await terminal({}).tenantry(...words)).code).toBe(0);
    },
  );
});
