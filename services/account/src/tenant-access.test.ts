import { describe, expect, test } from '@jest/globals';
import { StalledError, TerminalError, Wait } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';
import { withCloudFormation } from './tenant-access.ts';

const ACCOUNT = '123456789012';

/** A tenant whose account, in the state that Organizations says, lets no role in. */
const refused = (answer: () => object) => {
  const scope = {
    inOwner: () => ({ send: async () => answer() }),
    tenant: () => () => undefined,
    bootstrap: () => undefined,
  } as unknown as Scope;
  return withCloudFormation(scope, ACCOUNT, async () => {
    throw Object.assign(new Error('User: x is not authorized to perform: sts:AssumeRole on resource: y'), { name: 'AccessDenied' });
  });
};
const inState = (State: string) => refused(() => ({ Account: { State } }));

describe('an account that lets no role in', () => {
  test('is waited for while it is new, or being closed', async () => {
    for (const state of ['ACTIVE', 'PENDING_ACTIVATION', 'PENDING_CLOSURE']) await expect(inState(state)).rejects.toThrow(Wait);
  });

  test.each([
    ['SUSPENDED', 'AccountSuspended', 'AWS Support'],
    ['CLOSED', 'AccountClosed', 'AWS Support can open it again'],
  ])('and is %s stalls with advice, and rolls nobody back: it may be opened again', async (state, code, advice) => {
    const error: unknown = await inState(state).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StalledError);
    expect(error).not.toBeInstanceOf(TerminalError);
    expect(error).toMatchObject({ code, advice: expect.stringContaining(advice) });
  });

  test('and that Organizations does not know any more was closed', async () => {
    const gone = refused(() => {
      throw Object.assign(new Error('no such account'), { name: 'AccountNotFoundException' });
    });
    await expect(gone).rejects.toMatchObject({ code: 'AccountClosed' });
  });
});
