import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateInternetGatewayCommand, EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient, PutEventsCommand, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListAccountsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS, REGION } from '../../testing/accounts.ts';
import { type Organization, startOrganization } from '../rules/testing/organization.ts';

let org: Organization;
beforeAll(async () => {
  org = await startOrganization();
});
afterAll(() => org.stop());

type Statement = { Effect?: 'Allow' | 'Deny'; Action: string | string[]; Resource: string | string[]; Condition?: object };
const document = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) });

let roles = 0;
/** Configuration of a client that works as a new role of an account. */
const as = async (accountId: string, ...statements: Statement[]) => {
  const root = org.as(accountId);
  const RoleName = `role-${++roles}`;
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' };
  const iam = new IAMClient(root);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify({ Statement: [trust] }) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'policy', PolicyDocument: document(statements) }));
  const RoleArn = `arn:aws:iam::${accountId}:role/${RoleName}`;
  const { Credentials } = await new STSClient(root).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials!;
  return { ...root, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
};

const account = '200000000011';
const events = (resource: string): string => `arn:aws:events:${REGION}:${account}:${resource}`;

describe('IAM is asked about everything that a call of a role touches', () => {
  test('a replay is refused where its bus is not allowed, though archive and replay are', async () => {
    const Resource = [events('archive/a'), events('replay/*')];
    const client = new EventBridgeClient(await as(account, { Action: 'events:StartReplay', Resource }));
    const replay = new StartReplayCommand({
      ReplayName: 'r',
      EventSourceArn: events('archive/a'),
      EventStartTime: new Date(0),
      EventEndTime: new Date(1000),
      Destination: { Arn: events('event-bus/b') },
    });
    await expect(client.send(replay)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`events:StartReplay on resource: ${events('event-bus/b')}`),
    });
  });

  test('an event is published with the source and name that the policy says, and with no other', async () => {
    const Condition = { StringEquals: { 'events:source': 'shop.edge', 'events:detail-type': ['EdgeReady', 'EdgeRemoved'] } };
    const client = new EventBridgeClient(
      await as(account, { Action: 'events:PutEvents', Resource: events('event-bus/default'), Condition }),
    );
    const put = (...entries: readonly (readonly [source: string, name: string])[]) =>
      client.send(new PutEventsCommand({ Entries: entries.map(([Source, DetailType]) => ({ Source, DetailType, Detail: '{}' })) }));
    expect(await put(['shop.edge', 'EdgeReady'])).toMatchObject({ FailedEntryCount: 0 });
    const refused = { name: 'AccessDeniedException' };
    await expect(put(['shop.admin', 'EdgeReady'])).rejects.toMatchObject(refused);
    await expect(put(['shop.edge', 'OffboardRequested'])).rejects.toMatchObject(refused);
    await expect(put(['shop.edge', 'EdgeReady'], ['shop.admin', 'OffboardRequested'])).rejects.toMatchObject(refused);
  });

  test('tags that a resource is created with need the permission to tag', async () => {
    const TagSpecifications = [{ ResourceType: 'internet-gateway' as const, Tags: [{ Key: 'a', Value: 'b' }] }];
    const create = { Action: 'ec2:CreateInternetGateway', Resource: '*' };
    const untagged = new EC2Client(await as(account, create));
    await expect(untagged.send(new CreateInternetGatewayCommand({ TagSpecifications }))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('ec2:CreateTags'),
    });
    const tags = { Action: 'ec2:CreateTags', Resource: '*', Condition: { StringEquals: { 'ec2:CreateAction': 'CreateInternetGateway' } } };
    const tagged = new EC2Client(await as(account, create, tags));
    await expect(tagged.send(new CreateInternetGatewayCommand({ TagSpecifications }))).resolves.toBeDefined();
  });

  test('an object that is not there is told only to who may list its bucket', async () => {
    const Bucket = 'enforcement-bucket';
    await new S3Client({ ...org.as(account), forcePathStyle: true }).send(new CreateBucketCommand({ Bucket }));
    const read = { Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
    const list = { Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` };
    const get = async (...statements: Statement[]) =>
      new S3Client({ ...(await as(account, ...statements)), forcePathStyle: true }).send(new GetObjectCommand({ Bucket, Key: 'none' }));
    await expect(get(read)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(get(read, list)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('CloudFormation works with the rights of its caller', async () => {
    const Role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'other', AssumeRolePolicyDocument: { Statement: [] } } };
    const stack = new CreateStackCommand({
      StackName: 'mine',
      TemplateBody: JSON.stringify({ Resources: { Role } }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
    const creating = { Action: 'cloudformation:CreateStack', Resource: '*' };
    const own = { Action: ['iam:CreateRole', 'iam:GetRole'], Resource: 'arn:aws:iam::*:role/mine-*' };
    await expect(new CloudFormationClient(await as(account, creating, own)).send(stack)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`on resource: arn:aws:iam::${account}:role/other`),
    });
  });

  test('the journal says what was asked, and what was refused', async () => {
    const mark = org.local.journal.mark();
    const client = new IAMClient(await as(account, { Action: 'iam:ListUsers', Resource: '*' }));
    await expect(client.send(new ListRolesCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
    const entry = org.local.journal.since(mark).find(({ operation }) => operation === 'ListRoles');
    expect(entry?.iam).toEqual([{ action: 'iam:ListRoles', resource: '*', keys: {}, denied: 'identity policy' }]);
  });
});

describe('service control policies', () => {
  test('hold in the units of member accounts, whatever a role may do, and never in the management account', async () => {
    const member = await org.create();
    org.advance(120);
    const root = await org.rootId();
    await org.client.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' }));
    org.advance(11);
    const unit = await org.unit('Guarded', root);
    const { Policy } = await org.client.send(
      new CreatePolicyCommand({
        Name: 'no-lists',
        Description: 'x',
        Type: 'SERVICE_CONTROL_POLICY',
        Content: document([{ Effect: 'Deny', Action: 'iam:ListRoles', Resource: '*' }]),
      }),
    );
    const everything = { Action: '*', Resource: '*' };
    const inMember = new IAMClient(await as(member, everything));
    await expect(inMember.send(new ListRolesCommand({}))).resolves.toBeDefined();

    const PolicyId = Policy!.PolicySummary!.Id!;
    await org.client.send(new AttachPolicyCommand({ PolicyId, TargetId: unit }));
    await org.client.send(new MoveAccountCommand({ AccountId: member, SourceParentId: root, DestinationParentId: unit }));
    await expect(inMember.send(new ListRolesCommand({}))).rejects.toThrow('with an explicit deny in no-lists, statement 0');

    await org.client.send(new AttachPolicyCommand({ PolicyId, TargetId: root }));
    const inOwner = await as(ACCOUNTS.management, everything);
    await expect(new IAMClient(inOwner).send(new ListRolesCommand({}))).resolves.toBeDefined();
    await expect(new OrganizationsClient(inOwner).send(new ListAccountsCommand({}))).resolves.toBeDefined();
  });
});
