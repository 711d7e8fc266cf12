import type { Client } from '@tenantry/api-client/client';
import type { TenantState } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, integer, leaf } from '../command.ts';
import { secondsOf } from '../durations.ts';
import { follow } from '../follow.ts';
import { allTenants, findTenantId } from '../tenants.ts';

interface WatchOptions {
  readonly timeout?: number;
  readonly keep?: boolean;
  readonly interval?: number;
}
const UNDER_WAY: readonly TenantState[] = ['requested', 'onboarding', 'stalled', 'failed', 'offboarding'];

export const watch = (program: Command, context: Context): void => {
  const command = leaf(program, 'watch [tenants...]', 'watch tenants move, live; without names, all that are on their way', [
    '',
    'mercy lakeside',
    'mercy --timeout 45m --json',
  ])
    .option('--timeout <time>', 'give up after this time, with exit code 9: 90s, 30m', secondsOf)
    .option('--keep', 'stay when a tenant stalls or fails: somebody may mend it')
    .option('--interval <seconds>', 'between two looks, 1 to 60', integer(1, 60));
  act<WatchOptions>(command, context, async (invocation, meant, { timeout, keep, interval }) => {
    const { api } = await invocation.connect();
    const ids = meant.length > 0 ? await Promise.all(meant.map((one) => findTenantId(api, one))) : await underWay(api);
    if (ids.length === 0) {
      invocation.note('no tenant is on its way');
      return undefined;
    }
    return follow(invocation, [...new Set(ids)], { timeout, isPatient: keep, interval });
  });
};

const underWay = async (api: Client): Promise<readonly string[]> => {
  const found = await Promise.all(UNDER_WAY.map((state) => allTenants(api, { state })));
  return found.flat().map(({ tenantId }) => tenantId);
};
