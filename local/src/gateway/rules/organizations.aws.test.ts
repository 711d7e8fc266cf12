import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  DeleteOrganizationalUnitCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListCreateAccountStatusCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../accounts.ts';
import { quotas } from './quotas.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
let organizations: OrganizationsClient;
beforeAll(async () => {
  aws = await startRuledAws();
  organizations = new OrganizationsClient(aws.as(ACCOUNTS.owner));
}, 60_000);
afterAll(() => aws.stop(), 60_000);

let number = 0;
const newEmail = (): string => {
  number += 1;
  return `tenant+${number}@example.com`;
};
const request = async (Email = newEmail()) =>
  (await organizations.send(new CreateAccountCommand({ Email, AccountName: 'tenant' }))).CreateAccountStatus!;
const status = async (CreateAccountRequestId: string) =>
  (await organizations.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId }))).CreateAccountStatus!;
const create = async (): Promise<string> => {
  const { Id } = await request();
  aws.advance(14);
  return (await status(Id!)).AccountId!;
};
const rootId = async () => (await organizations.send(new ListRootsCommand({}))).Roots![0]!.Id!;
const unit = async (Name: string, ParentId: string) =>
  (await organizations.send(new CreateOrganizationalUnitCommand({ Name, ParentId }))).OrganizationalUnit!.Id!;
const assume = (accountId: string, role = 'OrganizationAccountAccessRole') =>
  new STSClient(aws.as(ACCOUNTS.owner)).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/${role}`, RoleSessionName: 'test' }),
  );
const asRole = async (accountId: string) => {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await assume(accountId)).Credentials!;
  return { ...aws.as(accountId), credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
};

describe('CreateAccount', () => {
  test('answers IN_PROGRESS, and SUCCEEDED with the account 13 seconds later', async () => {
    const requested = await request();
    expect(requested).toMatchObject({ State: 'IN_PROGRESS' });
    expect(requested.AccountId).toBeUndefined();
    expect((await status(requested.Id!)).State).toBe('IN_PROGRESS');
    aws.advance(14);
    const done = await status(requested.Id!);
    expect(done.State).toBe('SUCCEEDED');
    expect(done.AccountId).toMatch(/^\d{12}$/);
  });

  test('hides the account until it is created', async () => {
    const ids = async () => (await organizations.send(new ListAccountsCommand({}))).Accounts!.map(({ Id }) => Id);
    const before = await ids();
    const { Id } = await request();
    expect(await ids()).toEqual(before);
    aws.advance(14);
    expect(await ids()).toEqual([...before, (await status(Id!)).AccountId]);
  });

  test('of a known e-mail address fails later, in any spelling', async () => {
    const { Id } = await request('taken@example.com');
    aws.advance(14);
    await status(Id!);
    const again = await request('Taken@example.com');
    expect(again.State).toBe('IN_PROGRESS');
    aws.advance(14);
    expect(await status(again.Id!)).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
  });

  test('refuses a second creation while one is in progress', async () => {
    await request();
    expect(await errorOf(request())).toBe('ConcurrentModificationException');
    aws.advance(14);
    const both = await Promise.all([errorOf(request()), errorOf(request())]);
    expect(both.sort()).toEqual(['ConcurrentModificationException', 'none']);
    aws.advance(14);
  });

  test('is listed by its state', async () => {
    const { Id } = await request();
    const list = async (state: 'IN_PROGRESS' | 'SUCCEEDED') =>
      (await organizations.send(new ListCreateAccountStatusCommand({ States: [state] }))).CreateAccountStatuses!.map((one) => one.Id);
    expect(await list('IN_PROGRESS')).toEqual([Id]);
    aws.advance(14);
    expect(await list('IN_PROGRESS')).toEqual([]);
    expect(await list('SUCCEEDED')).toContain(Id);
  });
});

describe('a new account', () => {
  test('has the access role as soon as it is created, and answers OptInRequired for a minute', async () => {
    const { Id } = await request();
    const accountId = Object.values(
      aws.local.context.state('organizations', () => ({ creations: {} as Record<string, { id: string; accountId: string }> })).creations,
    ).find((creation) => creation.id === Id)!.accountId;
    expect(await errorOf(assume(accountId))).toBe('AccessDenied');
    aws.advance(14);
    const config = await asRole(accountId);
    expect(await errorOf(new IAMClient(config).send(new ListRolesCommand({})))).toBe('none');
    const ec2 = new EC2Client(config);
    expect(await errorOf(ec2.send(new DescribeVpcsCommand({})))).toBe('OptInRequired');
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })))).toBe('OptInRequired');
    expect(await errorOf(new ACMClient(config).send(new ListCertificatesCommand({})))).toBe('OptInRequired');
    expect(await errorOf(new S3Client(config).send(new ListBucketsCommand({})))).toBe('NotSignedUp');
    aws.advance(60);
    expect(await errorOf(ec2.send(new DescribeVpcsCommand({})))).toBe('none');
    expect(await errorOf(new ACMClient(config).send(new ListCertificatesCommand({})))).toBe('none');
    expect(await errorOf(new S3Client(config).send(new ListBucketsCommand({})))).toBe('none');
  });

  test('has State and no longer Status', async () => {
    const AccountId = await create();
    const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId }));
    expect(Account).toMatchObject({ State: 'ACTIVE' });
    expect(Account!.Status).toBeUndefined();
  });

  test('moves only from where it is', async () => {
    const AccountId = await create();
    const root = await rootId();
    const [one, two] = [await unit('one', root), await unit('two', root)];
    const move = (SourceParentId: string, DestinationParentId: string, id = AccountId) =>
      errorOf(organizations.send(new MoveAccountCommand({ AccountId: id, SourceParentId, DestinationParentId })));
    expect(await move(two, one)).toBe('SourceParentNotFoundException');
    expect(await move(root, one)).toBe('none');
    expect(await move(root, one)).toBe('DuplicateAccountException');
    expect(await move(root, two, '999999999999')).toBe('AccountNotFoundException');
  });
});

describe('an organizational unit', () => {
  test('has a name of its own under its parent', async () => {
    const root = await rootId();
    await unit('tenants', root);
    expect(await errorOf(unit('tenants', root))).toBe('DuplicateOrganizationalUnitException');
    expect(await errorOf(unit('tenants', 'ou-aaaa-bbbbbbbb'))).toBe('ParentNotFoundException');
  });

  test('is deleted only when empty', async () => {
    const root = await rootId();
    const parent = await unit('parent', root);
    const child = await unit('child', parent);
    const remove = (OrganizationalUnitId: string) =>
      errorOf(organizations.send(new DeleteOrganizationalUnitCommand({ OrganizationalUnitId })));
    expect(await remove(parent)).toBe('OrganizationalUnitNotEmptyException');
    const AccountId = await create();
    await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId: root, DestinationParentId: child }));
    expect(await remove(child)).toBe('OrganizationalUnitNotEmptyException');
    await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId: child, DestinationParentId: root }));
    expect([await remove(child), await remove(parent)]).toEqual(['none', 'none']);
  });
});

describe('the organization', () => {
  test('answers its management account only; a member sees that it is a member', async () => {
    const member = new OrganizationsClient(aws.as(await create()));
    expect(await errorOf(member.send(new ListAccountsCommand({})))).toBe('AccessDeniedException');
    expect((await member.send(new DescribeOrganizationCommand({}))).Organization!.MasterAccountId).toBe(ACCOUNTS.owner);
    const stranger = new OrganizationsClient(aws.as(freshAccount()));
    expect(await errorOf(stranger.send(new DescribeOrganizationCommand({})))).toBe('AWSOrganizationsNotInUseException');
  });
});

describe('CloseAccount', () => {
  const close = (AccountId: string) => organizations.send(new CloseAccountCommand({ AccountId }));
  const reason = async (call: Promise<unknown>) =>
    call.then(
      () => 'none',
      (error: { Reason?: string }) => error.Reason,
    );
  const state = async (AccountId: string) => (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account!.State;

  test('is pending first, then suspends the account, whose roles nobody can assume', async () => {
    const id = await create();
    await assume(id);
    await close(id);
    expect(await state(id)).toBe('PENDING_CLOSURE');
    aws.advance(61);
    expect(await state(id)).toBe('SUSPENDED');
    expect(await errorOf(assume(id))).toBe('AccessDenied');
  });

  test('is refused the second time, and for the management account', async () => {
    const id = await create();
    await close(id);
    expect(await errorOf(close(id))).toBe('AccountAlreadyClosedException');
    aws.advance(61);
    expect(await errorOf(close(id))).toBe('AccountAlreadyClosedException');
    expect(await reason(close(ACCOUNTS.owner))).toBe('CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
  });

  test('takes three at a time', async () => {
    const ids = [await create(), await create(), await create(), await create()];
    aws.advance(61);
    for (const id of ids.slice(0, 3)) await close(id);
    expect(await reason(close(ids[3]!))).toBe('CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED');
    aws.advance(61);
    expect(await reason(close(ids[3]!))).toBe('none');
  });

  test('has a quota for thirty days', async () => {
    const id = await create();
    aws.advance(61);
    const limits = quotas(aws.local.context);
    const before = { ...limits };
    Object.assign(limits, { closeAccountMinimum: 1, closeAccountShare: 0 });
    const refused = await reason(close(id));
    aws.advance(30 * 86_400);
    const later = await reason(close(id));
    Object.assign(limits, before);
    expect([refused, later]).toEqual(['CLOSE_ACCOUNT_QUOTA_EXCEEDED', 'none']);
  });
});
