import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { usualTime } from '@tenantry/saga/usual-time';
import { confirm } from '../cli/src/confirm.ts';
import { duration } from '../cli/src/durations.ts';
import { CommandError, EXIT, type ExitCode, usageError } from '../cli/src/exit-code.ts';
import { isLoopback } from '../cli/src/profile.ts';
import type { Terminal } from '../cli/src/terminal.ts';
import { compare, type Difference } from './compare.ts';
import { type Ground, groundOf } from './ground.ts';
import { liveThrough, requestTenant } from './life.ts';
import { requireReadableLogs, settledLines } from './logs.ts';
import type { AcceptanceOptions } from './options.ts';
import { outdatedStages, Reference } from './reference.ts';
import { reportText } from './report.ts';
import { shapesOf } from './shape.ts';
import { type Trace, traceOf } from './trace.ts';

export const REFERENCE_FILE = new URL('generated/laptop.json', import.meta.url);
const REPORT_FILE = '.local/acceptance-report.md';
/** Lines of a run that was interrupted may be older than this one. Milliseconds. */
const EARLIER = 14 * 24 * 3_600_000;

const firstUser = ({ connection }: Ground, { adminEmail }: AcceptanceOptions): string => {
  if (adminEmail) return adminEmail;
  if (isLoopback(new URL(connection.profile.apiUrl))) return 'admin@acceptance.example.com';
  throw usageError('--admin-email is missing', 'give an address whose mail you can read: Cognito mails a password there');
};

const begin = async (ground: Ground, options: AcceptanceOptions): Promise<string> => {
  const { terminal, note } = ground.invocation;
  const adminEmail = firstUser(ground, options);
  note(`usually ${duration(usualTime().seconds)} until the tenant is ready in AWS, and about half of that for each of what follows`);
  if (!options.isConfirmed) {
    if (!terminal.isInteractive) throw usageError('nobody is there to confirm it', 'add --yes');
    await confirm(
      terminal,
      `It creates an AWS account in ${ground.deployment.stage}, and closes it again, which counts against the quota. Begin?`,
    );
  }
  return requestTenant(ground, adminEmail);
};

/** What to do about a tenant that is left in the middle, and off-boarding it where a person says so. */
const offerRemoval = async ({ invocation: { terminal, note }, connection }: Ground, id: string, deployment: string): Promise<void> => {
  const { slug, state, actions } = await connection.api('GET /tenants/{id}', { path: { id } });
  if (actions.includes('retry')) note(`once the cause is gone: npx tenantry retry ${slug}`);
  note(`the tenant is ${state}; to go on: npm run acceptance -- --deployment ${deployment} --tenant ${id}`);
  const way = (['offboard', 'cancel'] as const).find((action) => actions.includes(action));
  if (!way) return;
  note(`or remove it: npx tenantry ${way} ${slug} --reason "acceptance"`);
  if (!terminal.isInteractive || terminal.interrupted.aborted) return;
  const isYes = /^y(es)?$/i.test(await terminal.ask('Remove it now? [y/N] '));
  if (!isYes) return;
  const reason = 'acceptance was given up';
  if (way === 'cancel') await connection.api('POST /tenants/{id}/cancel', { path: { id }, body: { reason } });
  else await connection.api('POST /tenants/{id}/offboard', { path: { id }, body: { confirm: slug, reason, export: false } });
  note(`asked for; watch it: npx tenantry watch ${slug}`);
};

interface Lived {
  readonly trace: Trace;
  /** Why it did not come to its end. */
  readonly failure?: unknown;
}
/** A tenant's life and what the logs say of it, also where it ends early: then that is what matters most. */
export const lived = async (ground: Ground, id: string, since: number): Promise<Lived> => {
  const failure = await liveThrough(ground, id).then(
    () => undefined,
    (error: unknown) => error ?? new Error('unknown'),
  );
  const trace = traceOf(await settledLines(ground, id, since));
  return failure === undefined ? { trace } : { trace, failure };
};

const summaryOf = (differences: readonly Difference[], isWhole: boolean): string => {
  const lines = differences.map(
    ({ step, round, kind, what }) => `${step} (${round || 'outside of a step'}): ${kind}: ${what.join(', ')}\n`,
  );
  const many = `${differences.length} difference${differences.length === 1 ? '' : 's'}`;
  const until = isWhole ? '' : ', until it stopped';
  return `${lines.join('')}Acceptance${until}: ${differences.length === 0 ? 'no differences' : many} against the laptop`;
};

/** `npm run acceptance -- --deployment D`. @returns the exit code: 0 without differences, 8 with some, 6 when the tenant stalls or fails */
export const accept = async (terminal: Terminal, options: AcceptanceOptions): Promise<ExitCode> => {
  const ground = await groundOf(terminal, options);
  const { note } = ground.invocation;
  const reference = Reference.parse(JSON.parse(await readFile(REFERENCE_FILE, 'utf8')));
  const outdated = outdatedStages(reference);
  await requireReadableLogs(ground);
  if (outdated.length > 0) note(`the reference is older than these stages: ${outdated.join(', ')} (npm run acceptance -- --keep)`);
  const since = terminal.now() - (options.tenantId ? EARLIER : 3_600_000);
  const id = options.tenantId ?? (await begin(ground, options));
  const { trace, failure } = await lived(ground, id, since);
  const isWhole = failure === undefined;
  const comparison = compare(shapesOf(trace), reference, isWhole);
  const file = options.out ?? REPORT_FILE;
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, reportText({ trace, comparison, reference, outdated, isWhole }));
  const { differences } = comparison;
  terminal.out.write(`${summaryOf(differences, isWhole)}; the report is ${file}\n`);
  if (!isWhole) {
    await offerRemoval(ground, id, options.deployment).catch((error: unknown) => note(String(error)));
    throw failure instanceof Error ? failure : new CommandError(EXIT.failed, String(failure));
  }
  return differences.length === 0 ? EXIT.ok : EXIT.negative;
};
