import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribeOrganizationCommand,
  EnablePolicyTypeCommand,
  MoveAccountCommand,
} from '@aws-sdk/client-organizations';
import { CreateBucketCommand, ListObjectsV2Command, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../testing/accounts.ts';
import { type Organization, startOrganization } from '../rules/testing/organization.ts';
import { errorOf, freshAccount } from '../rules/testing/ruled-aws.ts';

let org: Organization;
let member: string;
let unit: string;
const stranger = freshAccount();
const document = (Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

beforeAll(async () => {
  org = await startOrganization();
  member = await org.create();
  org.advance(300);
  const RootId = await org.rootId();
  await org.client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'RESOURCE_CONTROL_POLICY' }));
  org.advance(11);
  unit = await org.unit('Guarded', RootId);
  await org.client.send(new MoveAccountCommand({ AccountId: member, SourceParentId: RootId, DestinationParentId: unit }));
});
afterAll(() => org.stop());

/** A role that anybody of some accounts may assume, as a careless person makes one. */
const openRole = async (accountId: string, RoleName: string, from: readonly string[], allowed: readonly object[] = []): Promise<string> => {
  const iam = new IAMClient(org.as(accountId));
  const Principal = { AWS: from.map((id) => `arn:aws:iam::${id}:root`) };
  const AssumeRolePolicyDocument = document([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }]);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  if (allowed.length > 0) await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'policy', PolicyDocument: document(allowed) }));
  return Role!.Arn!;
};
/** Configuration of a client that works as a role with these rights. */
const as = async (accountId: string, name: string, allowed: readonly object[]) => {
  const RoleArn = await openRole(accountId, name, [accountId], allowed);
  const assumed = await new STSClient(org.as(accountId)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = assumed.Credentials!;
  return { ...org.as(accountId), credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
};
const attach = async (Name: string, statements: readonly object[]): Promise<void> => {
  const input = { Name, Description: 'x', Type: 'RESOURCE_CONTROL_POLICY' as const, Content: document(statements) };
  const { Policy } = await org.client.send(new CreatePolicyCommand(input));
  await org.client.send(new AttachPolicyCommand({ PolicyId: Policy!.PolicySummary!.Id!, TargetId: unit }));
};

describe('resource control policies', () => {
  test('keep strangers from what a trust policy and a bucket policy give them, and nobody of the organization', async () => {
    const RoleArn = await openRole(member, 'open', [stranger, ACCOUNTS.management]);
    const Bucket = `open-${member}`;
    const s3 = new S3Client({ ...org.as(member), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    const open = {
      Effect: 'Allow',
      Principal: { AWS: [stranger, ACCOUNTS.management] },
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${Bucket}`,
    };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: document([open]) }));
    const allowed = [{ Effect: 'Allow', Action: ['sts:AssumeRole', 's3:ListBucket'], Resource: '*' }];
    const callers = { stranger: await as(stranger, 'caller', allowed), ours: await as(ACCOUNTS.management, 'caller', allowed) };
    const enter = (who: keyof typeof callers) =>
      errorOf(new STSClient(callers[who]).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' })));
    const list = (who: keyof typeof callers) =>
      errorOf(new S3Client({ ...callers[who], forcePathStyle: true }).send(new ListObjectsV2Command({ Bucket })));
    expect([await enter('stranger'), await list('stranger')]).toEqual(['none', 'none']);

    const { Organization: ours } = await org.client.send(new DescribeOrganizationCommand({}));
    await attach('no-strangers', [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['sts:AssumeRole', 's3:*'],
        Resource: '*',
        Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ours!.Id } },
      },
    ]);
    expect([await enter('stranger'), await list('stranger')]).toEqual(['AccessDenied', 'AccessDenied']);
    expect([await enter('ours'), await list('ours')]).toEqual(['none', 'none']);
  });

  test.each([
    ['allows', { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }],
    ['names a principal', { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 's3:*', Resource: '*' }],
    ['is of a service that has no such policies', { Effect: 'Deny', Principal: '*', Action: 'ec2:*', Resource: '*' }],
  ])('one that %s is refused', async (_what, statement) => {
    expect(await errorOf(attach('bad', [statement]))).toBe('MalformedPolicyDocumentException');
  });
});

describe('where an account is', () => {
  test('a role may be assumed only while its account is in a unit', async () => {
    const RoleArn = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;
    const path = (name: string) => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: { 'ForAnyValue:StringLike': { 'aws:ResourceOrgPaths': `o-*/r-*/${name}/` } },
    });
    const enter = async (name: string, at: string) =>
      errorOf(
        new STSClient(await as(ACCOUNTS.management, name, [path(at)])).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' })),
      );
    expect([await enter('in-unit', unit), await enter('elsewhere', 'ou-none')]).toEqual(['none', 'AccessDenied']);
  });
});
