import { expect, test } from '@jest/globals';
import { whileRetried } from '@tenantry/api-client/advice-text';
import { ADVICE, adviceFor } from '@tenantry/shared/failure/advice';

test('while something is tried again, no advice says to press a button for it', () => {
  const texts = [...Object.values(ADVICE), adviceFor('Unknown'), adviceFor('Unknown', 'used up'), adviceFor('Unknown', 'invalid')];
  expect(texts.length).toBeGreaterThan(30);
  expect(texts.map(whileRetried).filter((text) => /then retry|gone, retry/.test(text))).toEqual([]);
});

test('what remains is a sentence', () =>
  expect(whileRetried(ADVICE.NatGatewayLimitExceeded ?? '')).toBe(
    'Raise the quota "NAT gateways per Availability Zone" in the tenant account (docs/runbook.md#a-quota-is-used-up).',
  ));
