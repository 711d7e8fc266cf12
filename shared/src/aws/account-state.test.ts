import { describe, expect, test } from '@jest/globals';
import { StalledError, Wait } from '../failure/errors.ts';
import { isClosed, stateIn } from './account-state.ts';

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

  test('that Organizations does not know any more was closed; no other error says so', async () => {
    const refused = (name: string) => stateIn(Promise.reject(Object.assign(new Error(name), { name })));
    expect(await refused('AccountNotFoundException')).toBe('CLOSED');
    await expect(refused('AccessDeniedException')).rejects.toThrow('AccessDeniedException');
    expect(await stateIn(Promise.resolve({ Account: { State: 'PENDING_CLOSURE' } }))).toBe('PENDING_CLOSURE');
  });
});
