import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  CloseAccountCommand,
  DeleteOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListCreateAccountStatusCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../../testing/accounts.ts';
import { quotas } from '../quotas.ts';
import { type Organization, startOrganization } from '../testing/organization.ts';
import { errorOf, freshAccount } from '../testing/ruled-aws.ts';
import { inNewAccounts } from './state.ts';

let org: Organization;
beforeAll(async () => {
  org = await startOrganization();
});
afterAll(() => org.stop());

describe('CreateAccount', () => {
  test('answers IN_PROGRESS, and SUCCEEDED with the account 13 seconds later', async () => {
    const requested = await org.request();
    expect(requested).toMatchObject({ State: 'IN_PROGRESS' });
    expect(requested.AccountId).toBeUndefined();
    expect((await org.status(requested.Id!)).State).toBe('IN_PROGRESS');
    org.advance(14);
    const done = await org.status(requested.Id!);
    expect(done.State).toBe('SUCCEEDED');
    expect(done.AccountId).toMatch(/^\d{12}$/);
  });

  test('hides the account until it is created', async () => {
    const ids = async () => (await org.client.send(new ListAccountsCommand({}))).Accounts!.map(({ Id }) => Id);
    const before = await ids();
    const { Id } = await org.request();
    expect(await ids()).toEqual(before);
    org.advance(14);
    expect(await ids()).toEqual([...before, (await org.status(Id!)).AccountId]);
  });

  test('knows no account before it is created', async () => {
    const { Id } = await org.request();
    const early = await errorOf(org.describeAccount(org.upcoming(Id!)));
    org.advance(14);
    expect([early, await errorOf(org.describeAccount(org.upcoming(Id!)))]).toEqual(['AccountNotFoundException', 'none']);
  });

  test('of a known e-mail address fails later, in any spelling', async () => {
    const { Id } = await org.request('taken@example.com');
    org.advance(14);
    await org.status(Id!);
    const again = await org.request('Taken@example.com');
    expect(again.State).toBe('IN_PROGRESS');
    org.advance(14);
    expect(await org.status(again.Id!)).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
  });

  test('takes an e-mail address of at most 64 characters', async () => {
    expect(await errorOf(org.request(`${'t'.repeat(53)}@example.com`))).toBe('InvalidInputException');
  });

  test('takes one call in ten seconds after a burst of three', async () => {
    org.advance(61);
    const outcomes = [
      await errorOf(org.request()),
      await errorOf(org.request()),
      await errorOf(org.request()),
      await errorOf(org.request()),
    ];
    expect(outcomes).toEqual(['none', 'none', 'none', 'TooManyRequestsException']);
    org.advance(10);
    expect([await errorOf(org.request()), await errorOf(org.request())]).toEqual(['none', 'TooManyRequestsException']);
    org.advance(61);
  });

  test('refuses more creations at a time than the quota, which is five', async () => {
    const limits = quotas(org.local.context);
    expect(limits.concurrentCreateAccount).toBe(5);
    Object.assign(limits, { concurrentCreateAccount: 2 });
    await org.request();
    await org.request();
    await expect(org.request()).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED',
    });
    org.advance(14);
    expect(await errorOf(org.request())).toBe('none');
    org.advance(61);
    Object.assign(limits, { concurrentCreateAccount: 5 });
  });

  test('is refused when the organization is full, in which a closed account counts for 90 days', async () => {
    const limits = quotas(org.local.context);
    const accounts = (await org.client.send(new ListAccountsCommand({}))).Accounts!;
    expect(accounts.map(({ Id }) => Id)).toEqual(expect.arrayContaining(Object.values(ACCOUNTS)));
    expect(limits.accounts).toBe(10_000);
    Object.assign(limits, { accounts: accounts.length + 1 });
    const last = await org.create();
    const full = { name: 'ConstraintViolationException', Reason: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED' };
    await expect(org.request()).rejects.toMatchObject(full);
    await org.client.send(new CloseAccountCommand({ AccountId: last }));
    org.advance(89 * 86_400);
    await expect(org.request()).rejects.toMatchObject(full);
    org.advance(2 * 86_400);
    expect(await errorOf(org.request())).toBe('none');
    org.advance(61);
    Object.assign(limits, { accounts: 10_000 });
  });

  test('ends FAILED for the reason that a fault gives, and no account comes into being', async () => {
    const accounts = async () => (await org.client.send(new ListAccountsCommand({}))).Accounts!.length;
    const before = await accounts();
    org.local.faults.add({ match: { operation: 'CreateAccount' }, effect: { kind: 'ends-failed', reason: 'INTERNAL_FAILURE' } });
    const { Id, State } = await org.request();
    expect(State).toBe('IN_PROGRESS');
    org.advance(14);
    expect(await org.status(Id!)).toMatchObject({ State: 'FAILED', FailureReason: 'INTERNAL_FAILURE' });
    expect(await accounts()).toBe(before);
  });

  test('is listed by its state', async () => {
    const { Id } = await org.request();
    const list = async (state: 'IN_PROGRESS' | 'SUCCEEDED') =>
      (await org.client.send(new ListCreateAccountStatusCommand({ States: [state] }))).CreateAccountStatuses!.map((one) => one.Id);
    expect(await list('IN_PROGRESS')).toEqual([Id]);
    org.advance(14);
    expect(await list('IN_PROGRESS')).toEqual([]);
    expect(await list('SUCCEEDED')).toContain(Id);
  });
});

describe('an account', () => {
  test('moves only from where it is', async () => {
    const AccountId = await org.create();
    const root = await org.rootId();
    const [one, two] = [await org.unit('one', root), await org.unit('two', root)];
    const move = (SourceParentId: string, DestinationParentId: string, id = AccountId) =>
      errorOf(org.client.send(new MoveAccountCommand({ AccountId: id, SourceParentId, DestinationParentId })));
    expect(await move(two, one)).toBe('SourceParentNotFoundException');
    expect(await move(root, one)).toBe('none');
    expect(await move(root, one)).toBe('DuplicateAccountException');
    expect(await move(root, two, '999999999999')).toBe('AccountNotFoundException');
  });
});

describe('a new account', () => {
  test('has what the organization puts into every one', async () => {
    const own = inNewAccounts(org.local.context);
    Object.assign(own, { roles: ['stacksets-exec-0123'], stacks: ['StackSet-audit'] });
    const id = await org.create();
    org.advance(120);
    await org.assume(id);
    const { Roles = [] } = await new IAMClient(org.as(id)).send(new ListRolesCommand({}));
    expect(Roles.map(({ RoleName }) => RoleName)).toContain('stacksets-exec-0123');
    const { Stacks = [] } = await new CloudFormationClient(org.as(id)).send(new DescribeStacksCommand({}));
    expect(Stacks.map(({ StackName }) => StackName)).toEqual(['StackSet-audit']);
    Object.assign(own, { roles: [], stacks: [] });
  });

  test('is shown suspended while a fault says so', async () => {
    const id = await org.create();
    const fault = org.local.faults.add({
      match: { operation: 'DescribeAccount' },
      effect: { kind: 'ends-failed', reason: 'SUSPENDED' },
      times: null,
    });
    expect((await org.describeAccount(id)).State).toBe('SUSPENDED');
    org.local.faults.remove(fault);
    expect((await org.describeAccount(id)).State).toBe('ACTIVE');
  });
});

describe('an organizational unit', () => {
  test('has a name of its own under its parent', async () => {
    const root = await org.rootId();
    await org.unit('customers', root);
    expect(await errorOf(org.unit('customers', root))).toBe('DuplicateOrganizationalUnitException');
    expect(await errorOf(org.unit('customers', 'ou-aaaa-bbbbbbbb'))).toBe('ParentNotFoundException');
  });

  test('is deleted only when empty', async () => {
    const root = await org.rootId();
    const parent = await org.unit('parent', root);
    const child = await org.unit('child', parent);
    const remove = (OrganizationalUnitId: string) =>
      errorOf(org.client.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId })));
    expect(await remove(parent)).toBe('OrganizationalUnitNotEmptyException');
    const AccountId = await org.create();
    await org.client.send(new MoveAccountCommand({ AccountId, SourceParentId: root, DestinationParentId: child }));
    expect(await remove(child)).toBe('OrganizationalUnitNotEmptyException');
    await org.client.send(new MoveAccountCommand({ AccountId, SourceParentId: child, DestinationParentId: root }));
    expect([await remove(child), await remove(parent)]).toEqual(['none', 'none']);
  });
});

describe('the organization', () => {
  test('answers its management account only; a member sees that it is a member', async () => {
    const member = new OrganizationsClient(org.as(await org.create()));
    expect(await errorOf(member.send(new ListAccountsCommand({})))).toBe('AccessDeniedException');
    expect((await member.send(new DescribeOrganizationCommand({}))).Organization!.MasterAccountId).toBe(ACCOUNTS.management);
    const stranger = new OrganizationsClient(org.as(freshAccount()));
    expect(await errorOf(stranger.send(new DescribeOrganizationCommand({})))).toBe('AWSOrganizationsNotInUseException');
  });
});
