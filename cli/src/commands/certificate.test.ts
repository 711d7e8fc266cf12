import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXIT } from '../exit-code.ts';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, summary } from '../testing/samples.ts';

const { terminal } = commandFixture();
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const document = `${JSON.stringify({ format: 'tenantry.erasure-certificate/1', tenantId: MERCY, completeOn: '2027-03-24', issuedAt: '2026-11-23T09:00:05.000Z' }, undefined, 2)}\n`;
const answers = {
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /tenants/{id}/certificate': () => ({
    tenantId: MERCY,
    completeOn: '2027-03-24',
    document,
    signature: sign('sha256', Buffer.from(document), { key: privateKey, dsaEncoding: 'der' }).toString('base64'),
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    page: '<!doctype html>',
  }),
};
let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'certificate-'));
  file = path.join(folder, `${MERCY}.json`);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a certificate of erasure', () => {
  test('is saved with its signature, its page and the public key', async () => {
    const { out, code } = await terminal(answers).tenantry('certificate', 'mercy', '--output', folder);
    expect([code, out]).toEqual([EXIT.ok, `${file}: nothing is left of its people from 2027-03-24 on\n`]);
    expect(readFileSync(file, 'utf8')).toBe(document);
    expect(readFileSync(path.join(folder, `${MERCY}.html`), 'utf8')).toBe('<!doctype html>');
  });

  test('is genuine, for the command and for openssl with the public key alone', async () => {
    const { out, code } = await terminal({}, { signedIn: false } as never).tenantry('verify-certificate', file);
    expect([code, out]).toEqual([EXIT.ok, `genuine: ${MERCY}, issued 2026-11-23T09:00:05.000Z, complete on 2027-03-24\n`]);
    const openssl = ['dgst', '-sha256', '-verify', path.join(folder, 'public-key.pem'), '-signature', `${file}.sig`, file];
    expect(execFileSync('openssl', openssl, { encoding: 'utf8' })).toBe('Verified OK\n');
  });

  test('that was changed by one byte is not', async () => {
    const changed = path.join(folder, 'changed.json');
    writeFileSync(changed, document.replace('2027-03-24', '2026-11-24'));
    const { out, code } = await terminal({}).tenantry('verify-certificate', changed, '--signature', `${file}.sig`);
    expect([code, out]).toEqual([EXIT.negative, expect.stringContaining('NOT genuine')]);
    const openssl = ['dgst', '-sha256', '-verify', path.join(folder, 'public-key.pem'), '-signature', `${file}.sig`, changed];
    expect(() => execFileSync('openssl', openssl, { encoding: 'utf8', stdio: 'pipe' })).toThrow(/Verification failure|dgst/);
  });

  test('that cannot be read says which file is missing', async () => {
    const { err, code } = await terminal({}).tenantry('verify-certificate', path.join(folder, 'none.json'));
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining('none.json cannot be read')]);
    const badKey = path.join(folder, 'bad.pem');
    writeFileSync(badKey, 'no key');
    const bad = await terminal({}).tenantry('verify-certificate', file, '--key', badKey);
    expect([bad.code, bad.err]).toEqual([EXIT.usage, expect.stringContaining('no public key in PEM')]);
  });
});
