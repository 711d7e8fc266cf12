import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { quotaAdvice, toldQuota } from './peering-quota.ts';

const config = configOf('example');
const { vpn: _vpn, ...network } = config.network;
const withoutVpn = { ...config, network };
const failing = (name: string) => ({ send: () => Promise.reject(Object.assign(new Error('no'), { name })) });

describe('the quota of peerings', () => {
  test.each([
    ['networking', 124, 'hub'],
    ['superAdmin', 125, 'database'],
  ] as const)('of account %s has to carry %i: what the cell holds, and what the landing zone itself peers', (account, needed, side) => {
    expect(quotaAdvice(config, account, needed)).toBeUndefined();
    const advice = quotaAdvice(config, account, 50);
    expect(advice).toContain(`of which the ${side} VPC needs ${needed}, is 50`);
    expect(advice).toContain(`--quota-code L-7E9ECCDB --desired-value ${needed} --region us-east-1`);
  });

  test('is less by the VPN where there is none', () => {
    expect(quotaAdvice(withoutVpn, 'networking', 123)).toBeUndefined();
    expect(quotaAdvice(withoutVpn, 'superAdmin', 124)).toBeUndefined();
  });

  test('is never said to be enough when AWS does not say it', async () => {
    expect(await toldQuota({ send: () => Promise.resolve({ Quota: { Value: 125 } }) } as never)).toBe(125);
    for (const [code, reason] of [
      ['NoSuchResourceException', 'knows no raise'],
      ['AccessDeniedException', 'did not say (no)'],
    ] as const) {
      const told = await toldQuota(failing(code) as never);
      expect(quotaAdvice(config, 'networking', told)).toContain(reason);
    }
  });
});
