import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, DeleteSecretCommand, RestoreSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TEST_WORLD } from '../../testing/accounts.ts';
import { freshQuotas } from './limits.ts';
import { quotas } from './quotas.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

test('the name of a secret that is scheduled for deletion is taken, by an error that is not that of one that exists', async () => {
  const secrets = new SecretsManagerClient(aws.as(freshAccount()));
  const create = () => secrets.send(new CreateSecretCommand({ Name: 'login', SecretString: 'a' }));
  await create();
  expect(await errorOf(create())).toBe('ResourceExistsException');
  await secrets.send(new DeleteSecretCommand({ SecretId: 'login' }));
  await expect(create()).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
  });
  await secrets.send(new RestoreSecretCommand({ SecretId: 'login' }));
  expect(await errorOf(create())).toBe('ResourceExistsException');
});

test('a protected user pool is deleted only when its protection has been lifted', async () => {
  const cognito = new CognitoIdentityProviderClient(aws.as(freshAccount()));
  const made = await cognito.send(new CreateUserPoolCommand({ PoolName: 'people', DeletionProtection: 'ACTIVE' }));
  const UserPoolId = made.UserPool?.Id;
  expect(await errorOf(cognito.send(new DeleteUserPoolCommand({ UserPoolId })))).toBe('InvalidParameterException');
  await cognito.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'INACTIVE' }));
  expect(await errorOf(cognito.send(new DeleteUserPoolCommand({ UserPoolId })))).toBe('none');
});

test('two names that differ in case are one where the pool does not look at case', async () => {
  const cognito = new CognitoIdentityProviderClient(aws.as(freshAccount()));
  const settings = { PoolName: 'people', UsernameAttributes: ['email' as const], UsernameConfiguration: { CaseSensitive: false } };
  const { UserPool } = await cognito.send(new CreateUserPoolCommand(settings));
  const create = (Username: string) => errorOf(cognito.send(new AdminCreateUserCommand({ UserPoolId: UserPool?.Id, Username })));
  expect(await create('ada@anna.example')).toBe('none');
  expect(await create('Ada@anna.example')).toBe('UsernameExistsException');
});

test('a parameter takes what its tier holds', async () => {
  const ssm = new SSMClient(aws.as(freshAccount()));
  const put = (length: number, Tier?: 'Advanced' | 'Intelligent-Tiering') =>
    errorOf(ssm.send(new PutParameterCommand({ Name: '/zone', Type: 'String', Value: 'v'.repeat(length), Overwrite: true, Tier })));
  expect([await put(4096), await put(4097), await put(8192, 'Intelligent-Tiering'), await put(8193, 'Advanced')]).toEqual([
    'none',
    'ValidationException',
    'none',
    'ValidationException',
  ]);
});

test('a table gets or loses one index at a time', async () => {
  const dynamodb = new DynamoDBClient(aws.as(freshAccount()));
  const definitions = ['a', 'b', 'c'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));
  const index = (IndexName: string, AttributeName: string) => ({
    IndexName,
    KeySchema: [{ AttributeName, KeyType: 'HASH' as const }],
    Projection: { ProjectionType: 'ALL' as const },
  });
  const table = { TableName: 'customers', AttributeDefinitions: definitions.slice(0, 2) };
  const keys = { BillingMode: 'PAY_PER_REQUEST' as const, KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' as const }] };
  await dynamodb.send(new CreateTableCommand({ ...table, ...keys, GlobalSecondaryIndexes: [index('by-b', 'b')] }));
  const update = (GlobalSecondaryIndexUpdates: object[]) =>
    errorOf(
      dynamodb.send(new UpdateTableCommand({ TableName: 'customers', AttributeDefinitions: definitions, GlobalSecondaryIndexUpdates })),
    );
  const [added, removed] = [{ Create: index('by-c', 'c') }, { Delete: { IndexName: 'by-b' } }];
  expect(await update([added, removed])).toBe('LimitExceededException');
  expect([await update([added]), await update([removed])]).toEqual(['none', 'none']);
});

test('Cognito sends so many invitations a day', async () => {
  const accountId = freshAccount();
  const cognito = new CognitoIdentityProviderClient(aws.as(accountId));
  const pool = () => cognito.send(new CreateUserPoolCommand({ PoolName: 'people' }));
  const UserPoolId = (await pool()).UserPool?.Id;
  quotas(aws.local.context).cognitoMailsPerDay = 1;
  const invite = (Username: string, MessageAction?: 'SUPPRESS') =>
    errorOf(cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction })));
  expect([await invite('ada'), await invite('bob'), await invite('bob', 'SUPPRESS')]).toEqual(['none', 'LimitExceededException', 'none']);
  aws.advance(86_400);
  expect(await invite('eve')).toBe('none');
  quotas(aws.local.context).userPools = 1;
  expect(await errorOf(pool())).toBe('LimitExceededException');
  Object.assign(quotas(aws.local.context), freshQuotas(), TEST_WORLD.quotas);
});
