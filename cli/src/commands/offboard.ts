import type { Tenant } from '@tenantry/api-client/generated/api';
import { resourceCount } from '@tenantry/api-client/resource-count';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { secondsOf } from '../durations.ts';
import { follow } from '../follow.ts';
import type { Invocation } from '../invocation.ts';
import { reasonOf } from '../reason.ts';
import { fields } from '../table.ts';
import { findTenantId, stateText } from '../tenants.ts';
import { typedSlug } from '../typed-slug.ts';

interface OffboardOptions {
  readonly reason?: string;
  readonly export: boolean;
  readonly yes?: string;
  readonly watch?: boolean;
  readonly timeout?: number;
}

export const offboard = (program: Command, context: Context): void => {
  const command = leaf(program, 'offboard <tenant>', 'take a tenant back with everything it has, for ever', [
    'mercy --reason "the contract ended" --watch',
    'mercy --reason "the contract ended" --yes mercy --json',
  ])
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('--export', "dump the tenant's data to the retention bucket first (the default)", true)
    .option('--no-export', 'destroy the data without a copy')
    .option('--yes <slug>', "the tenant's slug, as confirmation where nobody is there to type it")
    .option('-w, --watch', 'watch it until nothing is left')
    .option('--timeout <time>', 'stop watching after this time, with exit code 9: 30m', secondsOf);
  act<OffboardOptions>(command, context, async (invocation, [meant = ''], options) => {
    const { api, profile } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const tenant = await api('GET /tenants/{id}', { path: { id } });
    invocation.note(whatGoes(tenant, invocation, profile.apiUrl, options.export));
    const confirm = await typedSlug(invocation, tenant.slug, options.yes);
    const reason = await reasonOf(invocation, options.reason);
    await api('POST /tenants/{id}/offboard', { path: { id }, body: { confirm, reason, export: options.export } });
    if (options.watch) return follow(invocation, [id], { goals: { [id]: { state: 'offboarded' } }, timeout: options.timeout });
    invocation.print({ tenantId: id }, () => `${tenant.slug} is being taken back\n`);
    invocation.note(`watch it: tenantry watch ${id}`);
    return undefined;
  });
};

const whatGoes = (tenant: Tenant, { styles }: Invocation, apiUrl: string, isExported: boolean): string =>
  `This takes back, for ever:\n${fields([
    ['tenant', `${tenant.name}, ${tenant.slug}, ${stateText(tenant, styles)}`],
    ['domain', tenant.domain],
    ['account', tenant.accountId],
    ['resources', String(resourceCount(tenant.resources))],
    ['data', isExported ? 'exported to the retention bucket first' : styles.red('destroyed without a copy')],
    ['at', apiUrl],
  ])}`;
