import { describe, expect, test } from '@jest/globals';
import { createClock } from '../../../clock.ts';
import { identityGroups, identitystore } from '../identitystore.ts';
import { caller, createFakeContext, fakeCall } from '../testing/fake-context.ts';
import { AT_A_TIME, INSTANCE_ARN } from './account-assignments.ts';
import { identityCenter, ssoAdmin } from './sso-admin.ts';

const InstanceArn = INSTANCE_ARN;
const OWNER = '100000000001';

const setUp = async () => {
  let now = 1_000_000;
  const base = createFakeContext();
  const fake = { ...base, context: { ...base.context, clock: createClock(1, () => now) } };
  const call = caller(ssoAdmin, fake, fakeCall(OWNER));
  const { PermissionSet } = await call<{ PermissionSet: { PermissionSetArn: string } }>('CreatePermissionSet', {
    InstanceArn,
    Name: 'operate',
  });
  const [operators, viewers] = identityGroups(fake.context);
  const assignment = (PrincipalId: string | undefined, TargetId = '100000000009') => ({
    InstanceArn,
    TargetId,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: PermissionSet.PermissionSetArn,
    PrincipalType: 'GROUP',
    PrincipalId,
  });
  const assigned = async () => {
    const input = { InstanceArn, AccountId: '100000000009', PermissionSetArn: PermissionSet.PermissionSetArn };
    return (await call<{ AccountAssignments: object[] }>('ListAccountAssignments', input)).AccountAssignments;
  };
  return { fake, call, PermissionSet, operators, viewers, assignment, assigned, pass: (seconds: number) => (now += seconds * 1000) };
};

describe('Identity Center', () => {
  test('an assignment takes its time, then stands', async () => {
    const { call, operators, assignment, assigned, pass } = await setUp();
    type Answer = { AccountAssignmentCreationStatus: { RequestId: string; Status: string } };
    const { AccountAssignmentCreationStatus: started } = await call<Answer>('CreateAccountAssignment', assignment(operators?.GroupId));
    const status = async () =>
      (
        await call<Answer>('DescribeAccountAssignmentCreationStatus', {
          InstanceArn,
          AccountAssignmentCreationRequestId: started.RequestId,
        })
      ).AccountAssignmentCreationStatus.Status;
    expect(started.Status).toBe('IN_PROGRESS');
    expect(await status()).toBe('IN_PROGRESS');
    expect(await assigned()).toEqual([]);
    pass(3);
    expect(await status()).toBe('SUCCEEDED');
    expect(await assigned()).toMatchObject([{ AccountId: '100000000009', PrincipalType: 'GROUP', PrincipalId: operators?.GroupId }]);
  });

  test('an assignment that a fault lets fail says why, and nobody gets in', async () => {
    const { fake, operators, assignment, assigned, pass } = await setUp();
    const reason =
      "Obtaining permissions to manage your AWS account '100000000009' takes longer than usual. Please try again in a few minutes.";
    const failing = caller(ssoAdmin, fake, { ...fakeCall(OWNER), endsFailed: reason });
    type Answer = { AccountAssignmentCreationStatus: { RequestId: string; Status: string } };
    const { AccountAssignmentCreationStatus: started } = await failing<Answer>('CreateAccountAssignment', assignment(operators?.GroupId));
    const status = () =>
      failing('DescribeAccountAssignmentCreationStatus', { InstanceArn, AccountAssignmentCreationRequestId: started.RequestId });
    expect(await status()).toMatchObject({ AccountAssignmentCreationStatus: { Status: 'IN_PROGRESS' } });
    pass(3);
    expect(await status()).toMatchObject({ AccountAssignmentCreationStatus: { Status: 'FAILED', FailureReason: reason } });
    expect(await assigned()).toEqual([]);
  });

  test('a second request for an account conflicts while one is in progress', async () => {
    const { call, operators, viewers, assignment, assigned, pass } = await setUp();
    await call('CreateAccountAssignment', assignment(operators?.GroupId));
    const second = call('CreateAccountAssignment', assignment(viewers?.GroupId));
    await expect(second).rejects.toMatchObject({ code: 'ConflictException' });
    await call('CreateAccountAssignment', assignment(viewers?.GroupId, '100000000008'));
    pass(3);
    await call('CreateAccountAssignment', assignment(viewers?.GroupId));
    pass(3);
    expect(await assigned()).toHaveLength(2);
  });

  test('works on so many requests at a time, whatever accounts they are for', async () => {
    const { call, operators, assignment, pass } = await setUp();
    const create = (n: number) => call('CreateAccountAssignment', assignment(operators?.GroupId, `${200_000_000_000 + n}`));
    for (let n = 0; n < AT_A_TIME; n++) await create(n);
    await expect(create(AT_A_TIME)).rejects.toMatchObject({
      code: 'ThrottlingException',
      message: expect.stringContaining('too many requests'),
    });
    pass(3);
    await create(AT_A_TIME);
  });

  test('assigning twice leaves one assignment, and deleting it leaves none', async () => {
    const { call, operators, assignment, assigned, pass } = await setUp();
    for (const _time of [1, 2]) {
      await call('CreateAccountAssignment', assignment(operators?.GroupId));
      pass(3);
    }
    expect(await assigned()).toHaveLength(1);
    await call('DeleteAccountAssignment', assignment(operators?.GroupId));
    pass(3);
    expect(await assigned()).toEqual([]);
  });

  test('a member account has no instance, and cannot use the one of the organization', async () => {
    const { fake } = await setUp();
    const member = caller(ssoAdmin, fake, fakeCall('100000000002'));
    expect(await member('ListInstances')).toEqual({ Instances: [] });
    await expect(member('ListPermissionSets', { InstanceArn })).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  test('IAM is asked for the permission set and the account, not only for the instance', async () => {
    const { fake, call, operators, assignment, PermissionSet } = await setUp();
    await call('CreateAccountAssignment', assignment(operators?.GroupId));
    const asked = fake.authorized.filter(({ action }) => action === 'sso:CreateAccountAssignment').map(({ resource }) => resource);
    expect(asked).toEqual([PermissionSet.PermissionSetArn, 'arn:aws:sso:::account/100000000009']);
  });

  test('a permission set has one name, its own policies, and goes only when nobody has it', async () => {
    const { call, PermissionSet, operators, assignment, pass } = await setUp();
    const input = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
    await expect(call('CreatePermissionSet', { InstanceArn, Name: 'operate' })).rejects.toMatchObject({ code: 'ConflictException' });
    await call('PutInlinePolicyToPermissionSet', { ...input, InlinePolicy: '{}' });
    await call('AttachManagedPolicyToPermissionSet', { ...input, ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await call('CreateAccountAssignment', assignment(operators?.GroupId));
    pass(3);
    await expect(call('DeletePermissionSet', input)).rejects.toMatchObject({ code: 'ConflictException' });
  });
});

describe('identity store', () => {
  const IdentityStoreId = 'd-9067000001';

  test('has the groups of the organization from the beginning, found by name', async () => {
    const call = caller(identitystore, createFakeContext(), fakeCall(OWNER));
    const filtered = (AttributeValue: string) =>
      call('ListGroups', { IdentityStoreId, Filters: [{ AttributePath: 'DisplayName', AttributeValue }] });
    expect(await filtered('operators')).toMatchObject({ Groups: [{ DisplayName: 'operators' }] });
    expect(await filtered('nobody')).toEqual({ Groups: [] });
    const named = (AttributeValue: string) =>
      call('GetGroupId', { IdentityStoreId, AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue } } });
    expect(await named('viewers')).toHaveProperty('GroupId');
    await expect(named('nobody')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  test('a group name is taken once', async () => {
    const call = caller(identitystore, createFakeContext(), fakeCall(OWNER));
    const { GroupId } = await call('CreateGroup', { IdentityStoreId, DisplayName: 'auditors' });
    expect(await call('DescribeGroup', { IdentityStoreId, GroupId })).toMatchObject({ DisplayName: 'auditors' });
    await expect(call('CreateGroup', { IdentityStoreId, DisplayName: 'auditors' })).rejects.toMatchObject({ code: 'ConflictException' });
  });
});

test('Identity Center answers in its own region alone, as if there were none elsewhere', async () => {
  const fake = createFakeContext();
  identityCenter(fake.context).region = 'eu-central-1';
  const instances = (region: string) => caller(ssoAdmin, fake, fakeCall(OWNER, region))('ListInstances');
  expect(await instances('us-east-1')).toEqual({ Instances: [] });
  expect(await instances('eu-central-1')).toMatchObject({ Instances: [{ InstanceArn }] });
});
