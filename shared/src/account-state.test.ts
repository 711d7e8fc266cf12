import { describe, expect, test } from '@jest/globals';
import { isClosed } from './account-state.ts';
import { StalledError, Wait } from './errors.ts';

const ACCOUNT = '123456789012';

describe('an account', () => {
  test('is closed when Organizations says CLOSED, and then only', () => {
    expect(isClosed(ACCOUNT, 'CLOSED')).toBe(true);
    for (const state of ['ACTIVE', 'PENDING_ACTIVATION', undefined]) expect(isClosed(ACCOUNT, state)).toBe(false);
  });

  test('that is being closed still works: whoever wants to know waits', () => {
    expect(() => isClosed(ACCOUNT, 'PENDING_CLOSURE')).toThrow(Wait);
  });

  test('that AWS has suspended is not closed: a person asks AWS Support', () => {
    expect(() => isClosed(ACCOUNT, 'SUSPENDED')).toThrow(StalledError);
    expect(() => isClosed(ACCOUNT, 'SUSPENDED')).toThrow(
      expect.objectContaining({ code: 'AccountSuspended', advice: expect.stringContaining('AWS Support') }),
    );
  });
});
