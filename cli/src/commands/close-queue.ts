import type { Closing } from '@tenantry/api-client/generated/api';
import { type Command, Option } from 'commander';
import { type Context, integer, leaf } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { quotaTable } from '../plan-text.ts';
import { table } from '../table.ts';
import { show as shown } from '../web.ts';

interface CloseQueueOptions {
  readonly state: 'queued' | 'closed';
  readonly limit: number;
  readonly cursor?: string;
}

export const closeQueue = (program: Command, context: Context): void => {
  const command = leaf(program, 'close-queue', 'list accounts that wait to be closed, with dates, and the quota of closings', [
    '',
    '--state closed',
  ])
    .addOption(new Option('--state <state>', 'which').choices(['queued', 'closed']).default('queued'))
    .option('--limit <n>', 'accounts on a page, 1 to 100', integer(1, 100), 20)
    .option('--cursor <cursor>', 'what the previous page gave');
  shown<CloseQueueOptions>(
    command,
    context,
    () => '/closings',
    async (invocation, _args, { state, limit, cursor }) => {
      const { api } = await invocation.connect();
      const page = await api('GET /closings', { query: { state, limit, cursor } });
      invocation.print(page, () =>
        [
          page.closings.length === 0 ? `no account is ${state}\n` : closingTable(page.closings, invocation),
          `\n${quotaTable([page.quota], invocation.styles, invocation.width)}`,
        ].join(''),
      );
      if (page.cursor) invocation.note(`there are more: --cursor ${page.cursor}`);
      return undefined;
    },
  );
};

const closingTable = (closings: readonly Closing[], { styles, width }: Invocation): string =>
  table(
    ['TENANT', 'ACCOUNT', 'STATE', 'OFF-BOARDED', 'CLOSES'].map(styles.dim),
    closings.map(({ slug, accountId, state, offboardedAt, closesAt, closedAt }) => [
      slug,
      accountId,
      state,
      offboardedAt,
      closedAt ?? (closesAt ? `about ${closesAt}` : ''),
    ]),
    width,
  );
