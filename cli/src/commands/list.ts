import type { TenantState, TenantSummary } from '@tenantry/api-client/generated/api';
import { FORWARD, type StageName } from '@tenantry/saga/stages';
import { type Command, Option } from 'commander';
import { act, type Context, integer, leaf } from '../command.ts';
import { age } from '../durations.ts';
import type { Invocation } from '../invocation.ts';
import type { Styles } from '../style.ts';
import { table } from '../table.ts';
import { allTenants, stateText, TENANT_STATES } from '../tenants.ts';

interface ListOptions {
  readonly search?: string;
  readonly state?: TenantState;
  readonly behind?: StageName;
  readonly limit: number;
  readonly cursor?: string;
  readonly all?: boolean;
}

export const list = (program: Command, context: Context): void => {
  const command = leaf(program, 'list', 'list tenants, newest first')
    .alias('ls')
    .option('-s, --search <text>', 'part of a name, slug, domain, tenant id or account id')
    .addOption(new Option('--state <state>', 'only tenants in this state').choices([...TENANT_STATES]))
    .addOption(
      new Option('--behind <stage>', 'only live tenants that are behind on this stage').choices([...FORWARD.map(({ name }) => name)]),
    )
    .option('--limit <n>', 'tenants on a page, 1 to 100', integer(1, 100), 20)
    .option('--cursor <cursor>', 'what the previous page gave')
    .option('-a, --all', 'all pages');
  act<ListOptions>(command, context, async (invocation, _args, { search, state, behind, limit, cursor, all }) => {
    const { api } = await invocation.connect();
    const page = all
      ? { tenants: await allTenants(api, { search, state, behind }) }
      : await api('GET /tenants', { query: { search, state, behind, limit, cursor } });
    invocation.print(page, () => tenantTable(page.tenants, invocation));
    if ('cursor' in page && page.cursor) invocation.note(`there are more: --cursor ${page.cursor}, or --all`);
    return undefined;
  });
};

const tenantTable = (tenants: readonly TenantSummary[], { styles, width, terminal }: Invocation): string =>
  tenants.length === 0
    ? 'no tenants; on-board one: tenantry onboard\n'
    : table(
        ['TENANT', 'STATE', 'PLAN', 'DOMAIN', 'ACCOUNT', 'REQUESTED', 'NOW'].map(styles.dim),
        tenants.map(({ slug, state, plan, domain, accountId = '', requestedAt, activity = '', stalled, behind = [], quietSince }) => [
          styles.bold(slug),
          stateText(state, styles),
          plan,
          domain,
          accountId,
          `${age(requestedAt, terminal.now())} ago`,
          nowOf(activity || behindText(behind), stalled, quietSince && `quiet for ${age(quietSince, terminal.now())}: `, styles),
        ]),
        width,
      );

const behindText = (behind: readonly string[]): string => (behind.length > 0 ? `behind: ${behind.join(', ')}` : '');

const nowOf = (activity: string, stalled: readonly string[], quiet: string | undefined, styles: Styles): string =>
  `${quiet ? styles.yellow(quiet) : ''}${stalled.length > 0 ? styles.red(`stalled: ${stalled.join(', ')}`) : activity}`;
