import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LOCAL_FOLDER, ROOT } from '../src/paths.ts';
import { askApi } from './api.ts';
import { DemoFailure, type Tenant } from './onboarding.ts';
import { pause } from './pause.ts';
import type { SuperAdmin } from './super-admin.ts';

/** It is issued seconds after the tenant's last event. Milliseconds. */
const PATIENCE = 120_000;
const FOLDER = path.join(LOCAL_FOLDER, 'certificates');

/**
 * Saves the certificates of erasure, and verifies each and a changed copy, by the command and by openssl with the public key alone.
 * @throws DemoFailure for a wrong verdict
 */
export const showCertificates = async (admin: SuperAdmin, tenants: readonly Tenant[]): Promise<void> => {
  await mkdir(FOLDER, { recursive: true });
  for (const tenant of tenants) {
    const { document, signature, publicKey, page } = await certificateOf(admin, tenant);
    const file = path.join(FOLDER, `${tenant.tenantId}.json`);
    await writeFile(file, document);
    await writeFile(`${file}.sig`, Buffer.from(signature, 'base64'));
    await writeFile(path.join(FOLDER, `${tenant.tenantId}.html`), page);
    await writeFile(path.join(FOLDER, 'public-key.pem'), publicKey);
    console.log(`certificate of erasure: ${path.relative(ROOT, file)}, to print: ${path.relative(ROOT, file).replace(/json$/, 'html')}`);
    console.log(`  tenantry verify-certificate: ${verified(file, 0)}`);
    console.log(`  openssl: ${verifiedByOpenssl(file, file, true)}`);
    const changed = path.join(FOLDER, `${tenant.tenantId}-changed.json`);
    await writeFile(changed, document.replaceAll('"expires"', '"erased"'));
    console.log(`  of a changed copy: ${verified(changed, 8, '--signature', `${file}.sig`)}`);
    console.log(`  openssl of the changed copy: ${verifiedByOpenssl(changed, file, false)}`);
  }
};

interface Certificate {
  readonly document: string;
  readonly signature: string;
  readonly publicKey: string;
  readonly page: string;
}
const certificateOf = async (admin: SuperAdmin, { tenantId, slug }: Tenant): Promise<Certificate> => {
  for (const until = Date.now() + PATIENCE; ; ) {
    const headers = { authorization: `Bearer ${await admin.token()}` };
    const answer = await askApi(`${admin.apiUrl}/tenants/${tenantId}/certificate`, { headers });
    if (answer.status === 200) return JSON.parse(answer.text) as Certificate;
    if (answer.status !== 404 || Date.now() > until)
      throw new DemoFailure(`${slug} has no certificate of erasure: ${answer.status} ${answer.text}`);
    await pause(500);
  }
};

/** What the command says of a file. */
const verified = (file: string, expected: number, ...options: readonly string[]): string => {
  const command = [path.join(ROOT, 'cli/bin/tenantry.mjs'), 'verify-certificate', file, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== expected) throw new DemoFailure(`verify-certificate ${file} ended with ${status}, not ${expected}: ${stdout}${stderr}`);
  return stdout.trim();
};

/** What openssl says of a file, as docs/erasure.md has the command; the product does not need it, so that a machine may be without it. */
const verifiedByOpenssl = (file: string, signed: string, isGenuine: boolean): string => {
  const command = ['dgst', '-sha256', '-verify', path.join(FOLDER, 'public-key.pem'), '-signature', `${signed}.sig`, file];
  const { error, status, stdout, stderr } = spawnSync('openssl', command, { encoding: 'utf8' });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return 'not on this machine: not asked';
  if ((status === 0) !== isGenuine) throw new DemoFailure(`openssl ${command.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return stdout.trim();
};
