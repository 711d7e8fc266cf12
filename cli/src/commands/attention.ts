import type { AttentionKind, HandlingRequest, StageName, TenantSummary } from '@tenantry/api-client/generated/api';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { type Command, Option } from 'commander';
import { attentionText } from '../attention-text.ts';
import { act, type Context, leaf } from '../command.ts';
import { secondsOf } from '../durations.ts';
import type { Invocation } from '../invocation.ts';
import { reasonOf } from '../reason.ts';
import { ATTENTION_KINDS, allTenants, findTenantId } from '../tenants.ts';
import { show as shown } from '../web.ts';
import { noneText } from './list.ts';

interface ListOptions {
  readonly kind?: AttentionKind;
}
interface HandleOptions {
  readonly kind?: AttentionKind;
  readonly stage?: StageName;
  readonly reason?: string;
  readonly to?: string;
  readonly for?: number;
}
type Handling = HandlingRequest['handling'];
const DEFAULT_SILENCE = '8h';

export const attention = (program: Command, context: Context): void => {
  const group = program
    .command('attention')
    .helpCommand(false)
    .description('tenants that need attention: why, what to do, and who cares for it');

  const list = leaf(group, 'list', 'list tenants that need attention, with what to do', ['', '--kind stalled --json']).addOption(
    new Option('--kind <kind>', 'only what is of this kind').choices([...ATTENTION_KINDS]),
  );
  shown<ListOptions>(
    list,
    context,
    ({ kind = 'any' }) => `/tenants?attention=${kind}`,
    async (invocation, _args, { kind }) => {
      const { api } = await invocation.connect();
      const tenants = await allTenants(api, { attention: kind ?? 'any' });
      const none = tenants.length === 0 ? await noneText(api, { attention: kind ?? 'any' }) : '';
      invocation.print({ tenants }, () => none || tenants.map((tenant) => textOf(tenant, kind, invocation)).join(''));
      return undefined;
    },
  );

  const handle = (command: Command, handling: Handling): void => {
    command
      .addOption(new Option('--kind <kind>', 'only what is of this kind').choices([...ATTENTION_KINDS]))
      .addOption(new Option('--stage <stage>', 'only what is about this stage').choices([...STAGE_NAMES]))
      .option('--reason <text>', 'why, for everybody who looks and for the audit: 3 to 500 characters');
    act<HandleOptions>(command, context, async (invocation, [meant = ''], options) => {
      const { kind, stage, to, for: seconds } = options;
      const { api } = await invocation.connect();
      const id = await findTenantId(api, meant);
      const until = seconds === undefined ? undefined : new Date(invocation.terminal.now() + seconds * 1000).toISOString();
      const reason = await reasonOf(invocation, options.reason);
      await api('POST /tenants/{id}/attention', { path: { id }, body: { handling, kind, stage, to, until, reason } });
      invocation.print(
        { tenantId: id, handling, ...(until ? { until } : {}) },
        () => `${meant}: ${handling}${until ? ` until ${until}` : ''}\n`,
      );
      return undefined;
    });
  };
  handle(
    leaf(group, 'acknowledge <tenant>', 'say that you have seen what it needs attention for', [
      'mercy --reason "AWS Support has the case"',
    ]),
    'acknowledged',
  );
  handle(
    leaf(group, 'assign <tenant>', 'say who cares for it', ['mercy --to grace --reason "she knows the network"']).option(
      '--to <person>',
      'a name or an e-mail address (default: yourself)',
    ),
    'assigned',
  );
  handle(
    leaf(group, 'silence <tenant>', 'have nobody alarmed of it for a time; it still counts', [
      'mercy --for 6h --reason "AWS Support answers in the morning"',
    ]).addOption(
      new Option('--for <time>', 'how long: 90m, 8h, at most 30d')
        .argParser(secondsOf)
        .default(secondsOf(DEFAULT_SILENCE), DEFAULT_SILENCE),
    ),
    'silenced',
  );
  handle(
    leaf(group, 'unsilence <tenant>', 'end its silence: what alarms anybody does again', ['mercy --reason "the case is closed"']),
    'unsilenced',
  );
};

const textOf = (tenant: TenantSummary, kind: AttentionKind | undefined, { terminal, styles }: Invocation): string =>
  (tenant.attention ?? [])
    .filter((one) => kind === undefined || one.kind === kind)
    .map((one) => attentionText(tenant, one, terminal.now(), styles))
    .join('');
