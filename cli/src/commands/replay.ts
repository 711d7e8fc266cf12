import { randomUUID } from 'node:crypto';
import type { Client } from '@tenantry/api-client/client';
import type { Replay, ReplayPreview, ReplaySelection } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, collect, integer, leaf } from '../command.ts';
import { confirm } from '../confirm.ts';
import { timeOf } from '../durations.ts';
import { usageError } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { reasonOf } from '../reason.ts';
import { stageOf } from '../stages.ts';
import { table } from '../table.ts';
import { findTenantId } from '../tenants.ts';
import { show as shown } from '../web.ts';

interface ListOptions {
  readonly tenant?: string;
  readonly limit: number;
  readonly cursor?: string;
}
interface StartOptions {
  readonly tenant?: string;
  readonly allTenants?: boolean;
  readonly stage?: readonly string[];
  readonly event?: readonly string[];
  readonly from?: string;
  readonly to: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export const replay = (program: Command, context: Context): void => {
  const group = program
    .command('replay')
    .helpCommand(false)
    .description('tell events again, from the archive: stages verify everything and mend what has drifted');
  const list = leaf(group, 'list', 'list replays, newest first', ['--tenant mercy'])
    .option('--tenant <tenant>', 'only replays for this tenant')
    .option('--limit <n>', 'replays on a page, 1 to 100', integer(1, 100), 20)
    .option('--cursor <cursor>', 'what the previous page gave');
  shown<ListOptions>(
    list,
    context,
    () => '/replays',
    async (invocation, _args, { tenant, limit, cursor }) => {
      const { api } = await invocation.connect();
      const tenantId = tenant === undefined ? undefined : await findTenantId(api, tenant);
      const page = await api('GET /replays', { query: { tenantId, limit, cursor } });
      invocation.print(page, () => replayTable(page.replays, invocation));
      if (page.cursor) invocation.note(`there are more: --cursor ${page.cursor}`);
      return undefined;
    },
  );
  const start = leaf(group, 'start', 'start a replay', [
    '--tenant mercy --event AccountReady --from 7d --dry-run',
    '--tenant mercy --from 7d --reason "a route was deleted by hand"',
    '--all-tenants --stage network --from 2h --reason "a queue was purged" --yes',
  ])
    .option('--tenant <tenant>', "only this tenant's events")
    .option('--all-tenants', "every tenant's events")
    .option('--stage <stage>', 'only this stage hears it; repeat it for several', collect)
    .option('--event <name>', 'only events of this name, with --tenant; repeat it for several', collect)
    .option('--from <time>', 'begin of the time window: 2026-11-24T06:00:00Z, or how long ago: 2h')
    .option('--to <time>', 'end of the time window', 'now')
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('-n, --dry-run', 'only count what it would deliver')
    .option('-y, --yes', 'do not ask whether to go on; needed for all tenants where nobody is there to ask');
  act<StartOptions>(start, context, async (invocation, _args, options) => {
    const { api } = await invocation.connect();
    const selection = await selectionOf(invocation, api, options);
    const isAsking = !options.yes && invocation.terminal.isInteractive && !invocation.isJson;
    if (options.dryRun || isAsking) {
      const preview = await api('POST /replays/preview', { body: selection });
      const show = () => previewText(preview, invocation);
      if (options.dryRun) return void invocation.print({ ...preview, selection }, show);
      invocation.terminal.err.write(show());
      await confirm(invocation.terminal, 'Start it?');
    } else if (options.allTenants && !options.yes)
      throw usageError("all tenants' events need a confirmation", 'look first with --dry-run, then add --yes');
    const reason = await reasonOf(invocation, options.reason);
    const started = await api('POST /replays', { body: { ...selection, reason }, idempotencyKey: randomUUID() });
    invocation.print(
      started,
      () => `${started.name} ${started.state}${started.deliveries === undefined ? '' : `, ${started.deliveries} delivered`}\n`,
    );
    return undefined;
  });
};

const selectionOf = async (
  { terminal }: Invocation,
  api: Client,
  { tenant, allTenants, stage, event, from, to }: StartOptions,
): Promise<ReplaySelection> => {
  if ((tenant === undefined) === !allTenants)
    throw usageError('whose events is not clear', 'give either --tenant <tenant> or --all-tenants');
  if (from === undefined) throw usageError('--from is missing', 'say from when on: --from 2h');
  const now = terminal.now();
  return {
    ...(tenant === undefined ? {} : { tenantId: await findTenantId(api, tenant) }),
    ...(stage ? { stages: stage.map(stageOf) } : {}),
    ...(event ? { events: event } : {}),
    from: timeOf(from, now),
    to: timeOf(to, now),
  };
};

const previewText = ({ deliveries, tenants, stages }: ReplayPreview, { styles, width }: Invocation): string =>
  `it would deliver ${deliveries} messages about ${tenants} tenant${tenants === 1 ? '' : 's'}\n${
    stages.length > 0
      ? table(
          ['  STAGE', 'MESSAGES', 'EVENTS'].map(styles.dim),
          stages.map(({ stage, deliveries: count, events }) => [
            `  ${stage}`,
            String(count),
            events.map((one) => (one.count > 1 ? `${one.count} ${one.event}` : one.event)).join(', '),
          ]),
          width,
        )
      : ''
  }`;

const replayTable = (replays: readonly Replay[], { styles, width }: Invocation): string =>
  replays.length === 0
    ? 'no replays\n'
    : table(
        ['REPLAY', 'STATE', 'TENANT', 'STAGES', 'WINDOW', 'DELIVERED', 'BY', 'WHY'].map(styles.dim),
        replays.map(
          ({
            name,
            state,
            tenantId = 'all',
            stages,
            from,
            to,
            deliveries,
            requestedBy = '',
            requestedByName = requestedBy,
            reason = '',
            failure,
          }) => [
            name,
            failure ? styles.red(`${state}: ${failure}`) : state,
            tenantId,
            stages.join(','),
            `${from} – ${to}`,
            deliveries === undefined ? '' : String(deliveries),
            requestedByName,
            reason,
          ],
        ),
        width,
      );
