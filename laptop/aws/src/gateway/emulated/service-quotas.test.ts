import { expect, test } from '@jest/globals';
import { serviceQuotas } from './service-quotas.ts';
import { caller, createFakeContext } from './testing/fake-context.ts';

test('a quota is found by its code, and listed with those of its service', async () => {
  const call = caller(serviceQuotas, createFakeContext());
  const peerings = { ServiceCode: 'vpc', QuotaCode: 'L-7E9ECCDB' };
  expect(await call('GetServiceQuota', peerings)).toMatchObject({ Quota: { Value: 125, ...peerings } });
  const { Quotas } = await call<{ Quotas: { ServiceCode: string }[] }>('ListServiceQuotas', { ServiceCode: 'vpc' });
  expect(new Set(Quotas.map(({ ServiceCode }) => ServiceCode))).toEqual(new Set(['vpc']));
  await expect(call('GetServiceQuota', { ServiceCode: 'vpc', QuotaCode: 'L-0' })).rejects.toMatchObject({
    code: 'NoSuchResourceException',
  });
});
