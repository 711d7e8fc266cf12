import { STAGES } from '@tenantry/saga/stages';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { secondsOf } from '../durations.ts';
import { usageError } from '../exit-code.ts';
import { follow } from '../follow.ts';
import { goalOf } from '../outcome.ts';
import { findTenantId } from '../tenants.ts';

interface ChangeOptions {
  readonly name?: string;
  readonly plan?: string;
  readonly watch?: boolean;
  readonly timeout?: number;
}
/** Stages that have something to do for it. */
const CHANGED = STAGES.filter(({ hears }) => hears.includes('TenantChanged')).map(({ name }) => name);

export const change = (program: Command, context: Context): void => {
  const command = leaf(program, 'change <tenant>', 'change what a tenant is called, or its plan', [
    'mercy --plan large --watch',
    'mercy --name "Mercy Hospital North"',
  ])
    .option('--name <name>', 'what it is called from now on')
    .option('--plan <plan>', 'the plan that it has from now on')
    .option('-w, --watch', 'watch it until every stage has followed, or one stalls')
    .option('--timeout <time>', 'stop watching after this time, with exit code 9: 30m', secondsOf)
    .addHelpText('after', '\nThe size of its network stays as it was requested: no plan changes that.');
  act<ChangeOptions>(command, context, async (invocation, [meant = ''], { name, plan, watch, timeout }) => {
    if (name === undefined && plan === undefined)
      throw usageError('nothing to change was given', `say what: tenantry change ${meant} --plan large`);
    const { api } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const tenant = await api('GET /tenants/{id}', { path: { id } });
    const body = { ...(name === undefined ? {} : { name }), ...(plan === undefined ? {} : { plan }) };
    const changed = await api('PATCH /tenants/{id}', { path: { id }, body });
    const isSame = changed.name === tenant.name && changed.plan === tenant.plan;
    if (!watch || isSame) {
      invocation.print(changed, () => `${tenant.slug}: ${changed.name}, plan ${changed.plan}${isSame ? ', as it was' : ''}\n`);
      if (!isSame) invocation.note(`see how its stages follow: tenantry show ${tenant.slug} --steps`);
      return undefined;
    }
    const begun = tenant.stages.filter(({ stage }) => CHANGED.some((one) => one === stage));
    const retried = Object.fromEntries(begun.map(({ stage, generation }) => [stage, generation]));
    return follow(invocation, [id], { goals: { [id]: { ...goalOf(tenant), retried } }, timeout });
  });
};
