import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  DescribeCreateAccountStatusCommand,
  ListAccountsForParentCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { organization } from '@laptop/aws/gateway/rules/organizations/state';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { type RemoveOptions, removeDeployment } from '@tenantry/landing-zone/remove/remove';
import { configOf } from '@tenantry/shared/deployment/config';
import { landingZoneParameter } from '@tenantry/shared/domain/names';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { WORLD } from '../../laptop/src/world.ts';

const { region } = configOf('dev');
const TABLE = 'tenantry-dev-admin';
const BUCKETS = ['tenantry-dev-kept', 'tenantry-dev-going'] as const;
const tags = [{ Key: 'tenantry:stage', Value: 'dev' }];

let aws: OwnAws;
let organizations: OrganizationsClient;
let unitId: string;
beforeAll(async () => {
  aws = await startOwnAws({ world: WORLD, region, clock: 'instant' });
  process.env.AWS_ENDPOINT_URL = aws.local.url;
  organizations = new OrganizationsClient(aws.as(ACCOUNTS.owner));
  const { Roots = [] } = await organizations.send(new ListRootsCommand({}));
  const unit = new CreateOrganizationalUnitCommand({ ParentId: Roots[0]?.Id, Name: 'Tenants', Tags: tags });
  unitId = (await organizations.send(unit)).OrganizationalUnit?.Id ?? '';
  await createStack();
});
afterAll(() => aws.stop());

const cloudFormation = () => new CloudFormationClient(aws.as(ACCOUNTS.superAdmin));
/** As much of a service as is removed in another way than by CloudFormation alone. */
const createStack = async (): Promise<void> => {
  const client = cloudFormation();
  const bucket = (BucketName: string) => ({
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName, VersioningConfiguration: { Status: 'Enabled' } },
  });
  const TemplateBody = JSON.stringify({
    Resources: {
      Table: {
        Type: 'AWS::DynamoDB::Table',
        DeletionPolicy: 'RetainExceptOnCreate',
        Properties: {
          TableName: TABLE,
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
        },
      },
      Kept: { ...bucket(BUCKETS[0]), DeletionPolicy: 'RetainExceptOnCreate' },
      Going: bucket(BUCKETS[1]),
    },
  });
  await client.send(new CreateStackCommand({ StackName: TABLE, TemplateBody, Tags: tags }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, { StackName: TABLE });
  await client.send(new UpdateTerminationProtectionCommand({ StackName: TABLE, EnableTerminationProtection: true }));
  const s3 = new S3Client({ ...aws.as(ACCOUNTS.superAdmin), forcePathStyle: true });
  for (const Bucket of BUCKETS) await s3.send(new PutObjectCommand({ Bucket, Key: 'one', Body: 'one' }));
};

const remove = async (more: Partial<RemoveOptions> = {}) => {
  const lines: string[] = [];
  const stays = await removeDeployment({
    deployment: 'dev',
    isNamed: true,
    isListing: false,
    withData: false,
    credentialsOf: (account) => aws.as(ACCOUNTS[account]).credentials,
    credentialsName: (account) => `profile tenantry-${account}`,
    log: (line) => lines.push(line),
    ...more,
  });
  return { lines, stays: stays.map(({ id }) => id).sort() };
};
const isThere = (): Promise<boolean> =>
  cloudFormation()
    .send(new DescribeStacksCommand({ StackName: TABLE }))
    .then(
      ({ Stacks = [] }) => Stacks.some(({ StackStatus }) => StackStatus === 'CREATE_COMPLETE'),
      () => false,
    );
const putTenant = (state: string) =>
  new DynamoDBClient(aws.as(ACCOUNTS.superAdmin)).send(
    new PutItemCommand({
      TableName: TABLE,
      Item: { pk: { S: 'TENANT#t1' }, sk: { S: 'TENANT' }, tenantId: { S: 't1' }, state: { S: state } },
    }),
  );
const memberIn = async (unit: string): Promise<string> => {
  const create = new CreateAccountCommand({ AccountName: 'one', Email: 'one@example.com' });
  const { CreateAccountStatus } = await organizations.send(create);
  const look = new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus?.Id });
  const AccountId = await eventually('the account', async () => (await organizations.send(look)).CreateAccountStatus?.AccountId);
  const { Roots = [] } = await organizations.send(new ListRootsCommand({}));
  await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId: Roots[0]?.Id, DestinationParentId: unit }));
  return AccountId;
};

test('a removal is refused while a tenant lives, and names it: nothing is changed', async () => {
  await putTenant('ready');
  await expect(remove()).rejects.toThrow(/nothing was changed: tenants are in deployment dev\n {2}tenant t1 is ready\n {2}Off-board/);
  expect(await isThere()).toBe(true);
  await putTenant('offboarded');
});

test('with the profile of another account it is refused, with the account found and the one expected', async () => {
  const foreign = aws.as('999999999999').credentials;
  const credentialsOf: RemoveOptions['credentialsOf'] = (account) =>
    account === 'owner' ? foreign : aws.as(ACCOUNTS[account]).credentials;
  await expect(remove({ credentialsOf })).rejects.toThrow(
    `accounts.owner is ${ACCOUNTS.owner}, but profile tenantry-owner is of account 999999999999`,
  );
  expect(await isThere()).toBe(true);
});

test('an account of a tenant that is not closed yet refuses it; a closed one goes to the root, where it is deleted in time', async () => {
  const accountId = await memberIn(unitId);
  await expect(remove()).rejects.toThrow(`account ${accountId} is ACTIVE`);
  organization(aws.local.context).closings[accountId] = aws.local.clock.now();
  expect(await remove({ isListing: true })).toMatchObject({ stays: [TABLE, BUCKETS[0]] });
  expect(await isThere()).toBe(true);
});

test('what holds data stays, and its deletion has to be asked for', async () => {
  const { stays } = await remove();
  expect(stays).toEqual([TABLE, BUCKETS[0]]);
  expect(await isThere()).toBe(false);
  const { Accounts } = await organizations.send(new ListAccountsForParentCommand({ ParentId: unitId }));
  expect(Accounts).toEqual([]);
  const s3 = new S3Client({ ...aws.as(ACCOUNTS.superAdmin), forcePathStyle: true });
  expect((await s3.send(new ListObjectsV2Command({ Bucket: BUCKETS[0] }))).KeyCount).toBe(1);
  await expect(s3.send(new ListObjectsV2Command({ Bucket: BUCKETS[1] }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
  const dynamo = new DynamoDBClient(aws.as(ACCOUNTS.superAdmin));
  expect((await dynamo.send(new DescribeTableCommand({ TableName: TABLE }))).Table?.TableStatus).toBe('ACTIVE');
});

test('a removal can be repeated until the last of it is gone: then nothing of that name is there', async () => {
  const parameter = { Name: landingZoneParameter('dev'), Value: '{}', Type: 'String' } as const;
  await new SSMClient(aws.as(ACCOUNTS.superAdmin)).send(new PutParameterCommand(parameter));
  expect((await remove()).stays).toEqual([]);
  await expect(remove()).rejects.toThrow(`${region} has nothing of the deployment dev; deployments there: none.`);
});
