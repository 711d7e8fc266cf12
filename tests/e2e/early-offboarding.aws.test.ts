import { beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from './eventually.ts';
import type { Harness } from './harness.ts';
import { accountsOf, type WayBack, wayBack } from './way-back.ts';

describe('a tenant that is taken back early', () => {
  let way: WayBack;
  beforeAll(async () => {
    way = await wayBack();
  }, 60_000);
  const meets = async (
    effect: Parameters<Harness['running']['addFault']>[0]['effect'],
    work: (id: string) => Promise<void>,
    times: number | null,
  ) => {
    const tenantId = await way.request();
    const contains = tenantId.toLowerCase();
    const fault = await way.on.running.addFault({ match: { operation: 'CreateAccount', contains }, effect, times });
    try {
      await eventually('the account was asked for', async () => ((await way.on.running.struck())[fault] ?? 0) > 0);
      await work(tenantId);
    } finally {
      await way.on.running.removeFault(fault);
    }
    return tenantId;
  };

  test('while its account is created, and the answer was lost, leaves no open account behind', async () => {
    const tenantId = await meets({ kind: 'drop-after' }, async (id) => void (await way.cancel(id)), 1);
    const tenant = await way.gone(tenantId);
    expect(tenant.offboarding).toMatchObject({ leftovers: 0, closing: { state: 'closed' } });
    expect(await accountsOf(tenantId)).toEqual(['SUSPENDED']);
  }, 120_000);

  test('before it had anything ends at once, with nothing to close', async () => {
    const busy = { kind: 'error', code: 'TooManyRequestsException', message: 'busy' } as const;
    const tenantId = await meets(busy, async (id) => void (await way.cancel(id)), null);
    const tenant = await way.gone(tenantId);
    expect(tenant.offboarding).toMatchObject({ leftovers: 0, closing: { state: 'none' } });
    expect(await accountsOf(tenantId)).toEqual([]);
    expect(await way.leftOf(tenant)).toEqual([]);
  }, 120_000);
});
