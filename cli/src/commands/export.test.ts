import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, summary } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const found = { 'GET /tenants': () => ({ tenants: [summary({ state: 'offboarded' })] }) };
const downloads = (...files: readonly { readonly name: string; readonly content: string; readonly sha256?: string }[]) => ({
  answers: {
    ...found,
    'POST /tenants/{id}/export-downloads': () => ({
      tenantId: MERCY,
      keptUntil: '2027-02-25',
      expiresAt: '2026-11-24T12:05:00.000Z',
      files: files.map(({ name, content, sha256: said }) => ({
        name,
        url: `https://s3.example/${name}?signed`,
        sha256: said ?? sha256(content),
      })),
    }),
  },
  fetch: (async (input: string, init?: RequestInit) => {
    const file = files.find(({ name }) => input === `https://s3.example/${name}?signed`);
    if (!file) return fetch(input, init);
    expect(init).toBeUndefined(); // no token of ours goes there
    return new Response(file.content);
  }) as typeof fetch,
});
const REASON = ['--reason', 'the hospital asked for it'];

describe('export', () => {
  test('saves every file, for its owner alone, and says until when there is more; its addresses are not shown', async () => {
    const { answers, fetch } = downloads({ name: 'schema.sql', content: 'create table' }, { name: 'data/patients.csv', content: 'a,b\n' });
    const shell = terminal(answers, { fetch });
    const output = shell.terminal.cwd;
    const { code, out, err } = await shell.tenantry('export', 'mercy', '--output', output, ...REASON);
    expect([code, out]).toEqual([0, expect.stringContaining('data/patients.csv: 4 bytes\n')]);
    expect(out + err).not.toContain('signed');
    expect(err).toContain('kept until 2027-02-25');
    const file = path.join(output, MERCY, 'data/patients.csv');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o077]).toEqual(['a,b\n', 0]);
    expect(taken('POST /tenants/{id}/export-downloads')).toMatchObject([{ path: { id: MERCY }, body: { reason: REASON[1] } }]);
  });

  test('ends with 8 when a file is not what was exported', async () => {
    const { answers, fetch } = downloads({ name: 'schema.sql', content: 'drop table', sha256: sha256('create table') });
    const shell = terminal(answers, { fetch });
    const { code, out } = await shell.tenantry('export', 'mercy', '--output', shell.terminal.cwd, ...REASON);
    expect([code, out]).toEqual([8, expect.stringContaining('schema.sql is not what was exported')]);
  });

  test('saves nothing outside its folder, and needs a reason', async () => {
    const { answers, fetch } = downloads({ name: '../../out.sql', content: 'x' });
    const shell = terminal(answers, { fetch });
    const { code, err } = await shell.tenantry('export', 'mercy', '--output', shell.terminal.cwd, ...REASON);
    expect([code, err]).toEqual([1, expect.stringContaining('leads out of')]);
    expect((await shell.tenantry('export', 'mercy')).code).toBe(2);
  });
});

describe('evidence', () => {
  const document = '{"tenantId":"x"}';
  const answers = (given = document) => ({
    ...found,
    'GET /tenants/{id}/evidence': () => ({ tenantId: MERCY, document: given, sha256: sha256(document) }),
  });
  test('is printed as it is, or saved byte by byte', async () => {
    const shell = terminal(answers());
    expect((await shell.tenantry('evidence', 'mercy')).out).toBe(`${document}\n`);
    const folder = path.join(shell.terminal.cwd, 'evidence');
    const { code, out } = await shell.tenantry('evidence', 'mercy', '--output', folder);
    expect([code, out]).toEqual([0, `${folder}/${MERCY}.json: SHA-256 ${sha256(document)}\n`]);
    expect(readFileSync(path.join(folder, `${MERCY}.json`), 'utf8')).toBe(document);
  });

  test('that was changed on the way is said to be so', async () => {
    const { code, err } = await terminal(answers('{"tenantId":"y"}')).tenantry('evidence', 'mercy');
    expect([code, err]).toEqual([1, expect.stringContaining('is not what was written')]);
  });
});
