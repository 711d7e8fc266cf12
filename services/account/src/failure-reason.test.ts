import { describe, expect, test } from '@jest/globals';
import { StalledError, TerminalError } from '@tenantry/shared/failure/errors';
import { pauseBeforeNext } from './failure-reason.ts';

const outcome = (reason: string, failures = 1): unknown => {
  try {
    return pauseBeforeNext('a@b.example', reason, failures);
  } catch (error) {
    return error;
  }
};

describe('why an account was not created', () => {
  test('a fault of AWS is asked for again after a minute, then two, then four; then a person looks', () => {
    for (const reason of ['CONCURRENT_ACCOUNT_MODIFICATION', 'INTERNAL_FAILURE']) {
      expect([1, 2, 3].map((failures) => outcome(reason, failures))).toEqual([60, 120, 240]);
      expect(outcome(reason, 4)).toBeInstanceOf(StalledError);
      expect(outcome(reason, 4)).toMatchObject({ code: reason, message: expect.stringContaining('4 times') });
    }
  });

  test('what a person has to repair stalls at once and takes no tenant back', () => {
    const reasons = ['ACCOUNT_LIMIT_EXCEEDED', 'MISSING_PAYMENT_INSTRUMENT', 'PENDING_BUSINESS_VALIDATION', 'A_REASON_OF_TOMORROW'];
    for (const reason of reasons) expect(outcome(reason)).toBeInstanceOf(StalledError);
  });

  test('an address that somebody has may be of an account of ours that is not listed yet: no tenant is taken back for it', () => {
    expect(outcome('EMAIL_ALREADY_EXISTS')).toBeInstanceOf(StalledError);
  });

  test('an address that can never work ends the tenant', () => {
    expect(outcome('INVALID_EMAIL')).toBeInstanceOf(TerminalError);
  });
});
