import { describe, expect, test } from '@jest/globals';
import { StalledError, TerminalError } from '@tenantry/shared/errors';
import { shouldAskAgain } from './failure-reason.ts';

const outcome = (reason: string): unknown => {
  try {
    return shouldAskAgain('a@b.example', reason);
  } catch (error) {
    return error;
  }
};

describe('why an account was not created', () => {
  test('what AWS calls "try again later" is asked for again', () => {
    expect(outcome('CONCURRENT_ACCOUNT_MODIFICATION')).toBe(true);
    expect(outcome('INTERNAL_FAILURE')).toBe(true);
  });

  test('what a person has to repair stalls and takes no tenant back', () => {
    for (const reason of ['ACCOUNT_LIMIT_EXCEEDED', 'MISSING_PAYMENT_INSTRUMENT', 'PENDING_BUSINESS_VALIDATION', 'A_REASON_OF_TOMORROW']) {
      expect(outcome(reason)).toBeInstanceOf(StalledError);
    }
  });

  test('an address that can never work ends the tenant', () => {
    expect(outcome('INVALID_EMAIL')).toBeInstanceOf(TerminalError);
    expect(outcome('EMAIL_ALREADY_EXISTS')).toBeInstanceOf(TerminalError);
  });
});
