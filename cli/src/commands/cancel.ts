import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { secondsOf } from '../durations.ts';
import { follow } from '../follow.ts';
import { reasonOf } from '../reason.ts';
import { findTenantId } from '../tenants.ts';

interface CancelOptions {
  readonly reason?: string;
  readonly watch?: boolean;
  readonly timeout?: number;
}

export const cancel = (program: Command, context: Context): void => {
  const command = leaf(program, 'cancel <tenant>', 'take a tenant back that never was live', ['mercy --reason "wrong name" --watch'])
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('-w, --watch', 'watch it until nothing is left')
    .option('--timeout <time>', 'stop watching after this time, with exit code 9: 30m', secondsOf);
  act<CancelOptions>(command, context, async (invocation, [meant = ''], options) => {
    const { api } = await invocation.connect();
    const id = await findTenantId(api, meant);
    const reason = await reasonOf(invocation, options.reason);
    await api('POST /tenants/{id}/cancel', { path: { id }, body: { reason } });
    if (options.watch) return follow(invocation, [id], { goals: { [id]: { state: 'offboarded' } }, timeout: options.timeout });
    invocation.print({ tenantId: id }, () => `${meant} is being taken back\n`);
    return undefined;
  });
};
