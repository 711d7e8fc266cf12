import type { Client } from '@tenantry/api-client/client';
import type { Outcome, TenantState, TenantSummary } from '@tenantry/api-client/generated/api';
import { FORWARD, type StageName } from '@tenantry/saga/stages';
import { type Command, Option } from 'commander';
import { attentionCell } from '../attention-text.ts';
import { type Context, integer, leaf } from '../command.ts';
import { age } from '../durations.ts';
import type { Invocation } from '../invocation.ts';
import type { Styles } from '../style.ts';
import { table } from '../table.ts';
import { SORT_KEYS, type SortKey, sorted, tenantCsv } from '../tenant-rows.ts';
import { ATTENTION_KINDS, allTenants, type Selection, stateText, TENANT_OUTCOMES, TENANT_STATES } from '../tenants.ts';
import { show as shown } from '../web.ts';

interface ListOptions {
  readonly search?: string;
  readonly state?: TenantState;
  readonly behind?: StageName;
  readonly outcome?: Outcome;
  readonly attention?: string | true;
  readonly limit: number;
  readonly cursor?: string;
  readonly all?: boolean;
  readonly sort?: SortKey;
  readonly csv?: boolean;
}

export const list = (program: Command, context: Context): void => {
  const command = leaf(program, 'list', 'list tenants, newest first', [
    '--attention',
    '--state onboarding --search mercy',
    '--all --csv > tenants.csv',
    '--all --sort slug',
  ])
    .alias('ls')
    .option('-s, --search <text>', 'part of a name, slug, domain, tenant id or account id')
    .addOption(new Option('--state <state>', 'only tenants in this state').choices([...TENANT_STATES]))
    .addOption(
      new Option('--behind <stage>', 'only live tenants that are behind on this stage').choices([...FORWARD.map(({ name }) => name)]),
    )
    .option('--attention [kinds]', `only tenants that need attention: ${ATTENTION_KINDS.join(', ')}, with commas between; or none`)
    .addOption(new Option('--outcome <outcome>', 'only tenants of which this became').choices([...TENANT_OUTCOMES]))
    .option('--limit <n>', 'tenants on a page, 1 to 100', integer(1, 100), 20)
    .option('--cursor <cursor>', 'what the previous page gave')
    .option('-a, --all', 'all pages')
    .addOption(new Option('--sort <column>', 'all pages, sorted by this instead of newest first').choices([...SORT_KEYS]))
    .option('--csv', 'print CSV');
  shown<ListOptions>(command, context, pageOf, async (invocation, _args, { limit, cursor, sort, csv, ...options }) => {
    const { search, state, behind, outcome } = options;
    const attention = options.attention === true ? 'any' : options.attention;
    const selection = { search, state, behind, outcome, attention };
    const { api } = await invocation.connect();
    const page =
      options.all || sort
        ? { tenants: sorted(await allTenants(api, selection), sort) }
        : await api('GET /tenants', { query: { ...selection, limit, cursor } });
    if (csv) {
      invocation.terminal.out.write(tenantCsv(page.tenants));
      return undefined;
    }
    const none = page.tenants.length === 0 && !invocation.isJson ? await noneText(api, selection) : '';
    invocation.print(page, () => none || tenantTable(page.tenants, invocation));
    if ('cursor' in page && page.cursor) invocation.note(`there are more: --cursor ${page.cursor}, or --all`);
    return undefined;
  });
};

/** The console's list, with what of the selection it knows. */
const pageOf = ({ search, state, attention }: ListOptions): string => {
  const given = Object.entries({ search, state, attention: attention === true ? 'any' : attention });
  const query = new URLSearchParams(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return `/tenants${query.size > 0 ? `?${query}` : ''}`;
};

const tenantTable = (tenants: readonly TenantSummary[], { styles, width, terminal }: Invocation): string =>
  table(
    ['TENANT', 'STATE', 'PLAN', 'DOMAIN', 'ACCOUNT', 'REQUESTED', 'NOW'].map(styles.dim),
    tenants.map((tenant) => [
      styles.bold(tenant.slug),
      stateText(tenant, styles),
      tenant.plan,
      tenant.domain,
      tenant.accountId ?? '',
      `${age(tenant.requestedAt, terminal.now())} ago`,
      nowOf(tenant, terminal.now(), styles),
    ]),
    width,
  );

/** That no tenant is what was looked for, and of how many. */
export const noneText = async (api: Client, { search, state, behind, outcome, attention }: Selection): Promise<string> => {
  const { states, kinds } = await api('GET /attention');
  const total = states.reduce((sum, { tenants }) => sum + tenants, 0);
  if (total === 0) return 'no tenants; on-board one: tenantry onboard\n';
  const wanted = [
    state && `is ${state}`,
    outcome && `is ${outcome}`,
    behind && `is behind on ${behind}`,
    attention && (attention === 'none' ? 'needs no attention' : `needs attention${attention === 'any' ? '' : `: ${attention}`}`),
    search && `fits "${search}"`,
  ];
  // A live tenant whose stage stalled is ready, and so is not in that state.
  const others = state === 'stalled' ? (kinds.find(({ kind }) => kind === 'stalled')?.tenants ?? 0) : 0;
  const also = others > 0 ? `; in another state a stage of ${others} has stalled: tenantry list --attention stalled` : '';
  return `none of ${total} ${wanted.filter(Boolean).join(' and ')}${also}\n`;
};

const behindText = (behind: readonly string[]): string => (behind.length > 0 ? `behind: ${behind.join(', ')}` : '');

/** What it needs attention for comes first; an API of before says it by stages and times. */
const nowOf = (tenant: TenantSummary, now: number, styles: Styles): string => {
  const { activity = '', stalled, behind = [], quietSince, attention = [] } = tenant;
  const rest = activity || behindText(behind);
  if (attention.length > 0) return `${styles.red(attention.map((one) => attentionCell(one, now)).join('; '))}${rest ? `: ${rest}` : ''}`;
  const quiet = quietSince && styles.yellow(`quiet for ${age(quietSince, now)}`);
  return [quiet, stalled.length > 0 ? styles.red(`stalled: ${stalled.join(', ')}`) : rest].filter(Boolean).join(': ');
};
