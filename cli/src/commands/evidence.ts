import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { findTenantId } from '../tenants.ts';

interface EvidenceOptions {
  readonly output?: string;
}

export const evidence = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'evidence <tenant>',
    'show the evidence that nothing of an off-boarded tenant is left: what the sweep found and removed, account by account',
    ['mercy', 'mercy --output evidence'],
  ).option('--output <folder>', 'save it there, byte by byte, instead of printing it');
  act<EvidenceOptions>(command, context, async (invocation, [meant = ''], { output }) => {
    const { api, exact } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const { document, sha256 } = await exact('GET /tenants/{id}/evidence', { path: { id } });
    const found = createHash('sha256').update(document).digest('hex');
    if (found !== sha256)
      throw new CommandError(EXIT.failed, `the evidence is not what was written: its SHA-256 is ${found}, not ${sha256}`);
    if (output === undefined) {
      invocation.terminal.out.write(document.endsWith('\n') ? document : `${document}\n`);
      return undefined;
    }
    await mkdir(output, { recursive: true });
    const file = path.join(output, `${id}.json`);
    await writeFile(file, document);
    invocation.print({ tenantId: id, sha256, file }, () => `${file}: SHA-256 ${sha256}\n`);
    return undefined;
  });
};
