import { type CreateAccountStatus, OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { StalledError, Wait } from '@tenantry/shared/errors';
import type { Scope } from '../scope.ts';
import { accountCreated } from './account-created.ts';

/** Organizations as it answers: the state of each request, in the order in which they were made. */
const organization = (statuses: CreateAccountStatus[]) => {
  const organizations = new OrganizationsClient({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'y' } });
  const answers: Record<string, (input: Record<string, string>) => object> = {
    DescribeCreateAccountStatusCommand: ({ CreateAccountRequestId }) => ({
      CreateAccountStatus: statuses.find(({ Id }) => Id === CreateAccountRequestId),
    }),
    ListCreateAccountStatusCommand: () => ({ CreateAccountStatuses: statuses.filter(({ State }) => State !== 'FAILED') }),
    ListAccountsCommand: () => ({ Accounts: [] }),
    CreateAccountCommand: () => {
      const created: CreateAccountStatus = { Id: `car-${statuses.length + 1}`, AccountName: 'tenantry-t', State: 'IN_PROGRESS' };
      statuses.push(created);
      return { CreateAccountStatus: created };
    },
  };
  organizations.middlewareStack.add(
    (_next, context) => async (args) =>
      ({ output: answers[context.commandName ?? '']?.(args.input as never) ?? {}, response: {} }) as never,
    { step: 'initialize' },
  );
  let held = true;
  const lease = {
    take: async () => {
      held = true;
      return true;
    },
    release: async () => {
      held = false;
    },
  };
  const scope = { organizations, lease, email: 't@a.example', accountName: 'tenantry-t', stage: 'dev', tenantId: 't' } as unknown as Scope;
  return { statuses, isHeld: () => held, ensure: () => accountCreated.ensure(scope, { creation: { requestId: 'car-1' } }, {}) };
};
const failed = (FailureReason: CreateAccountStatus['FailureReason']): CreateAccountStatus => ({
  Id: 'car-1',
  AccountName: 'tenantry-t',
  State: 'FAILED',
  ...(FailureReason ? { FailureReason } : {}),
});

describe('account created', () => {
  test('what AWS calls "try again later" is asked for once more, as an error, so that AWS has time to show it', async () => {
    const { ensure, statuses } = organization([failed('CONCURRENT_ACCOUNT_MODIFICATION')]);
    await expect(ensure()).rejects.not.toBeInstanceOf(Wait);
    expect(statuses).toHaveLength(2);
    await expect(ensure()).rejects.toBeInstanceOf(Wait); // the second request is found
    statuses[1] = { ...statuses[1], State: 'SUCCEEDED', AccountId: '200000000001' };
    expect(await ensure()).toEqual({ accountId: '200000000001' });
    expect(statuses).toHaveLength(2);
  });

  test('a failure that only a person can end stalls, is not asked for again and blocks no other tenant', async () => {
    const { ensure, statuses, isHeld } = organization([failed('ACCOUNT_LIMIT_EXCEEDED')]);
    await expect(ensure()).rejects.toBeInstanceOf(StalledError);
    expect(statuses).toHaveLength(1);
    expect(isHeld()).toBe(false);
  });
});
