import { describe, expect, test } from '@jest/globals';
import { costExplorer } from '../emulated/ce.ts';
import { serviceQuotas } from '../emulated/service-quotas.ts';
import { caller, createFakeContext, fakeCall } from '../emulated/testing/fake-context.ts';
import { makeFresh, switches } from './by-hand.ts';
import { quotas } from './quotas.ts';

describe('a new organization', () => {
  test("has AWS's defaults; any other what the documentation tells people to ask for", () => {
    const { context } = createFakeContext();
    expect(quotas(context)).toMatchObject({ accounts: 10_000, peeringsPerVpc: 125, concurrentBuilds: 60, concurrentExecutions: 1_000 });
    makeFresh(context);
    expect(quotas(context)).toMatchObject({ accounts: 10, peeringsPerVpc: 50, concurrentBuilds: 1, concurrentExecutions: 10 });
    expect(quotas(context)).toMatchObject({ vpcsPerRegion: 5, addressesPerRegion: 5 });
  });

  test('says its quotas when it is asked', async () => {
    const fake = createFakeContext();
    makeFresh(fake.context);
    const value = { Quota: { Value: 10, Adjustable: true, GlobalQuota: true } };
    const asked = caller(serviceQuotas, fake)('GetServiceQuota', { ServiceCode: 'organizations', QuotaCode: 'L-E619E033' });
    expect(await asked).toMatchObject(value);
  });

  test('has no Cost Explorer until somebody opens it, and shows no role the bill until IAM may see it', async () => {
    const fake = createFakeContext();
    makeFresh(fake.context);
    const TimePeriod = { Start: '2026-11-01', End: '2026-11-02' };
    const ask = (role?: string) => {
      const { role: _role, ...root } = fakeCall('100000000001').caller;
      const call = { ...fakeCall('100000000001'), operation: 'GetCostAndUsage', caller: role === undefined ? root : { ...root, role } };
      return caller(costExplorer, fake, call)('GetCostAndUsage', { TimePeriod, Granularity: 'DAILY', Metrics: ['UnblendedCost'] });
    };
    await expect(ask()).rejects.toMatchObject({ code: 'AccessDeniedException', message: 'User not enabled for cost explorer access' });
    switches(fake.context).costExplorer = true;
    expect(await ask()).toHaveProperty('ResultsByTime');
    await expect(ask('shop-admin')).rejects.toMatchObject({ code: 'AccessDeniedException' });
    switches(fake.context).billingAccess = true;
    expect(await ask('shop-admin')).toHaveProperty('ResultsByTime');
  });
});
