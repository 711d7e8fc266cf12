import { expect, test } from '@jest/globals';
import { isUsedUp } from '@tenantry/shared/errors';
import { keptRequests } from '../../../../judges/least-privilege/kept.ts';
import { modelsOf } from './services.ts';

/** A rate, or what is under way at the same time (SQS, ReceiveMessage: messages in flight). */
const PASS = ['OverLimit', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'TooManyRequestsException'];

/** Errors of AWS's models, of all calls that the product was seen to make, whose names speak of a limit. */
const limits = (): readonly string[] => {
  const calls = new Set(keptRequests().map(({ call }) => call));
  const codes = [...calls].flatMap((call) => {
    const [service = '', operation = ''] = call.split(' ');
    return modelsOf(service).flatMap(({ operations }) => operations[operation]?.errors ?? []);
  });
  return [...new Set(codes)].filter((code) => /limit|quota|exceed|toomany/i.test(code)).sort();
};

test('every code of AWS that speaks of a limit is a used-up quota, but for those that pass by themselves', () => {
  const codes = limits();
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((name) => !isUsedUp(Object.assign(new Error(), { name })))).toEqual(PASS);
});
