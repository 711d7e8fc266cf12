import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import type { Harness } from './harness.ts';
import { accountsOf, type WayBack, wayBack } from './way-back.ts';

describe('a tenant that is taken back early', () => {
  let way: WayBack;
  beforeAll(async () => {
    way = await wayBack();
  });

  /** Cancels a tenant as soon as CreateAccount has met the effect. The tenant's id is chosen here: the fault is armed before it is asked for. */
  const cancelledAt = async (effect: Parameters<Harness['running']['addFault']>[0]['effect'], times: number | null): Promise<Tenant> => {
    const tenantId = ulid();
    const fault = await way.on.running.addFault({ match: { operation: 'CreateAccount', labels: { tenant: tenantId } }, effect, times });
    try {
      await way.on.request(tenantId);
      await eventually('CreateAccount has met the fault', async () => ((await way.on.running.struck())[fault] ?? 0) > 0);
      await eventually('the API knows the tenant', () => way.get(tenantId).catch(() => undefined));
      await way.cancel(tenantId);
      return await way.gone(tenantId);
    } finally {
      await way.on.running.removeFault(fault);
    }
  };

  test('while its account is created, and the answer was lost, leaves no open account behind', async () => {
    const { tenantId, offboarding } = await cancelledAt({ kind: 'drop-after' }, 1);
    expect(offboarding).toMatchObject({ leftovers: 0, closing: { state: 'closed' } });
    expect(await accountsOf(tenantId)).toEqual(['CLOSED']);
  });

  test('before it had anything ends with nothing to close', async () => {
    const busy = { kind: 'error', code: 'TooManyRequestsException', message: 'busy', status: 400 } as const;
    const tenant = await cancelledAt(busy, null);
    expect(tenant.offboarding).toMatchObject({ leftovers: 0, closing: { state: 'none' } });
    expect(await accountsOf(tenant.tenantId)).toEqual([]);
    expect(await way.leftOf(tenant)).toEqual([]);
  });
});
