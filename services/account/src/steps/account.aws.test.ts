import {
  CloseAccountCommand,
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  type DescribeCreateAccountStatusCommandOutput,
  ListAccountsCommand,
  ListCreateAccountStatusCommand,
  type ListCreateAccountStatusCommandOutput,
} from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { TurnWait, Wait } from '@tenantry/shared/failure/errors';
import { replacing } from '@tenantry/shared/testing/clients';
import { eventually } from '@tenantry/shared/testing/eventually';
import { onceFree } from '@tenantry/shared/testing/once-free';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { deployment, organizations, tenantBefore, tenantIn } from '../testing/tenant-account.ts';
import { account } from './account.ts';
import { accountCreated } from './account-created.ts';

const accountsOf = async ({ email }: Scope): Promise<string[]> =>
  ((await organizations.send(new ListAccountsCommand({}))).Accounts ?? [])
    .filter((one) => one.Email?.toLowerCase() === email)
    .map(({ Id }) => Id ?? '');

/** Somebody creates an account with this tenant's address, by hand. */
const createByHand = async (scope: Scope, tags: { Key: string; Value: string }[] = []): Promise<string> => {
  const input = { Email: scope.email.toUpperCase(), AccountName: 'by hand', Tags: tags };
  const { CreateAccountStatus } = await onceFree(() => organizations.send(new CreateAccountCommand(input)));
  return eventually('the account is created', async () => {
    const status = await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id }));
    return status.CreateAccountStatus?.AccountId;
  });
};

/** The id of the tenant's account, however it came into being. */
const created = async (scope: Scope): Promise<string> => {
  const creation = await settled(() => account.ensure(scope, {}, {}));
  return (await settled(() => accountCreated.ensure(scope, creation, {}))).accountId;
};

describe('account', () => {
  const at = deployment();
  stepContract({
    step: account,
    keepsAfterRemove: true,
    tenant: async () => ({ scope: tenantIn(await at), needs: {} }),
    list: async (scope) => {
      await settled(() => account.remove(scope, {}, {})); // waits until it is created
      return accountsOf(scope);
    },
  });

  test('a crash between CreateAccount and saving its answer leads to the same account', async () => {
    const scope = tenantIn(await at);
    const lost = await settled(() => account.ensure(scope, {}, {}));
    expect(await account.ensure(scope, {}, {})).toEqual(lost); // still in progress
    const { accountId } = await settled(() => accountCreated.ensure(scope, lost, {}));
    expect(await account.ensure(scope, {}, {})).toEqual(lost); // created meanwhile
    expect(await accountsOf(scope)).toEqual([accountId]);
  });

  test("an account with the tenant's address and tag is adopted, though Organizations has forgotten its creation", async () => {
    const scope = tenantIn(await at);
    const accountId = await createByHand(scope, [{ Key: 'tenantry:tenant-id', Value: scope.tenantId }]);
    expect(await created(scope)).toBe(accountId);
  });

  test("a foreign account that has the tenant's address is named and never adopted", async () => {
    const scope = tenantIn(await at);
    const accountId = await createByHand(scope);
    await expect(created(scope)).rejects.toMatchObject({ name: 'StalledError', code: 'AccountTaken' });
    await expect(created(scope)).rejects.toThrow(accountId);
    expect(await accountCreated.remove(scope, {}, {})).toEqual({}); // nor taken back
  });

  test('an account that somebody closed is never adopted, and rolls nobody back', async () => {
    const scope = tenantIn(await at);
    const AccountId = await createByHand(scope, [{ Key: 'tenantry:tenant-id', Value: scope.tenantId }]);
    await onceFree(() => organizations.send(new CloseAccountCommand({ AccountId })));
    await expect(created(scope)).rejects.toMatchObject({ name: 'StalledError', code: 'AccountClosed' });
  });

  test('five accounts are created at the same time; the sixth waits for its turn', async () => {
    const own = await deployment();
    const creating = Array.from({ length: 5 }, () => tenantIn(own));
    const creations = await Promise.all(creating.map((scope) => settled(() => account.ensure(scope, {}, {}))));
    const sixth = tenantIn(own);
    await expect(account.ensure(sixth, {}, {})).rejects.toThrow(TurnWait);
    await Promise.all(creating.map((scope, i) => settled(() => accountCreated.ensure(scope, creations[i]!, {}))));
    await settled(() => account.ensure(sixth, {}, {}));
    await settled(() => account.remove(sixth, {}, {}));
  });

  test('an account that is still being created is not let go', async () => {
    const scope = tenantIn(await at);
    await settled(() => account.ensure(scope, {}, {}));
    const early = seenAs(
      organizations,
      ListCreateAccountStatusCommand,
      ({ CreateAccountStatuses = [], ...answer }: ListCreateAccountStatusCommandOutput) => ({
        ...answer,
        CreateAccountStatuses: CreateAccountStatuses.map((status) => ({ ...status, State: 'IN_PROGRESS' as const })),
      }),
    );
    await expect(account.remove({ ...scope, inOwner: replacing(scope.inOwner, early) }, {}, {})).rejects.toThrow(Wait);
    await settled(() => account.remove(scope, {}, {}));
    const [accountId] = await accountsOf(scope);
    expect(await accountCreated.remove(scope, {}, {})).toEqual({ accountId });
  });

  test('nor one that Organizations does not list yet: the record tells of the request', async () => {
    const scope = tenantIn(await at);
    const { creation } = await settled(() => account.ensure(scope, {}, {}));
    const lagging = async (command: object) => {
      if (command instanceof ListCreateAccountStatusCommand) return { CreateAccountStatuses: [] };
      if (command instanceof ListAccountsCommand) return { Accounts: [] };
      return organizations.send(command as never);
    };
    const late = new Proxy(organizations, { get: (target, name) => (name === 'send' ? lagging : Reflect.get(target, name)) });
    expect(await accountCreated.remove({ ...scope, inOwner: replacing(scope.inOwner, late) }, {}, {})).toEqual({}); // what a lost answer would do
    const known = { ...scope, inOwner: replacing(scope.inOwner, late) };
    const early = seenAs(late, DescribeCreateAccountStatusCommand, (answer: DescribeCreateAccountStatusCommandOutput) => ({
      ...answer,
      CreateAccountStatus: { ...answer.CreateAccountStatus, State: 'IN_PROGRESS' as const },
    }));
    await expect(account.remove({ ...scope, inOwner: replacing(scope.inOwner, early) }, {}, { creation })).rejects.toThrow(Wait);
    await settled(() => account.remove(known, {}, { creation }));
    const [accountId] = await accountsOf(scope);
    expect(await accountCreated.remove(known, { creation }, {})).toEqual({ accountId });
  });

  test('an account that was never asked for takes nothing to let go', async () => {
    const { scope } = await tenantBefore(await at, 'account');
    await account.remove(scope, {}, {});
    expect(await accountCreated.remove(scope, {}, {})).toEqual({});
  });
});
