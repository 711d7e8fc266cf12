import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { findTenantId } from '../tenants.ts';

interface CertificateOptions {
  readonly output: string;
}

export const certificate = (program: Command, context: Context): void => {
  const command = leaf(program, 'certificate <tenant>', 'save the certificate that the people of an off-boarded tenant are forgotten', [
    'mercy',
    'mercy --output certificates',
  ]).option('--output <folder>', 'where to save file, signature, page and public key', '.');
  act<CertificateOptions>(command, context, async (invocation, [meant = ''], { output }) => {
    const { api, exact } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const { document, signature, page, publicKey, completeOn } = await exact('GET /tenants/{id}/certificate', { path: { id } });
    await mkdir(output, { recursive: true });
    const file = path.join(output, `${id}.json`);
    await writeFile(file, document);
    await writeFile(`${file}.sig`, Buffer.from(signature, 'base64'));
    await writeFile(path.join(output, `${id}.html`), page);
    await writeFile(path.join(output, 'public-key.pem'), publicKey);
    invocation.print({ tenantId: id, completeOn, file }, () => `${file}: nothing is left of its people from ${completeOn} on\n`);
    invocation.note(`verify it: tenantry verify-certificate ${file}`);
    return undefined;
  });
};
