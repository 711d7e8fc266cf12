import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ExportDownloads } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { downloaded } from '../download.ts';
import { EXIT } from '../exit-code.ts';
import { reasonOf } from '../reason.ts';
import { findTenantId } from '../tenants.ts';

interface ExportOptions {
  readonly output: string;
  readonly reason?: string;
}

export const exportData = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'export <tenant>',
    "save an off-boarded tenant's exported data, and verify it; for admins, and what a hospital knows of its patients",
    ['mercy --reason "the hospital asked for it"', 'mercy --output mercy-export --reason "the hospital asked for it"'],
    [EXIT.negative],
  )
    .option('--output <folder>', 'where to save the files', '.')
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters');
  act<ExportOptions>(command, context, async (invocation, [meant = ''], { output, reason: given }) => {
    const { api, exact } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const reason = await reasonOf(invocation, given);
    // Their addresses are secrets, and are not shown.
    const { files, keptUntil } = await exact('POST /tenants/{id}/export-downloads', { path: { id }, body: { reason } });
    const folder = path.join(output, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const saved: Saved[] = [];
    for (const file of files) saved.push({ ...(await downloaded(invocation.terminal, folder, file)), expected: file.sha256 });
    const wrong = saved.filter(({ sha256, expected }) => expected !== undefined && sha256 !== expected);
    invocation.print({ tenantId: id, keptUntil, folder, files: saved, isIntact: wrong.length === 0 }, () =>
      [
        ...saved.map(({ name, bytes }) => `${path.join(folder, name)}: ${bytes} bytes\n`),
        ...wrong.map(({ name }) => `${invocation.styles.red('✖')} ${name} is not what was exported: its SHA-256 differs\n`),
      ].join(''),
    );
    invocation.note(`the export is kept until ${keptUntil}; verify it again: cd ${folder} && sha256sum --check SHA256SUMS`);
    return wrong.length > 0 ? EXIT.negative : EXIT.ok;
  });
};

interface Saved {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly expected: ExportDownloads['files'][number]['sha256'];
}
