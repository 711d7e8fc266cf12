import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../src/gateway/rules/testing/ruled-aws.ts';
import { states } from '../src/states.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const create = async (client: DynamoDBClient, TableName: string, isRecovered = true): Promise<void> => {
  const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' as const }];
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' as const }];
  await client.send(new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions, KeySchema }));
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  if (isRecovered) await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
};
const put = (client: DynamoDBClient, id: string, text: string) =>
  client.send(new PutItemCommand({ TableName: 'records', Item: { id: { S: id }, text: { S: text } } }));
const idsIn = async (client: DynamoDBClient, TableName: string): Promise<string> =>
  ((await client.send(new ScanCommand({ TableName }))).Items ?? [])
    .map(({ id, text }) => `${id?.S}=${text?.S}`)
    .sort()
    .join();
const windowOf = async (client: DynamoDBClient) =>
  (await client.send(new DescribeContinuousBackupsCommand({ TableName: 'records' }))).ContinuousBackupsDescription
    ?.PointInTimeRecoveryDescription;
/** The emulator's own clock: real seconds, as those of the changes. */
const nextSecond = async (): Promise<Date> => {
  const second = Math.floor(Date.now() / 1000);
  while (Math.floor(Date.now() / 1000) <= second + 1) await new Promise((resolve) => setTimeout(resolve, 50));
  return new Date((second + 1) * 1000);
};

test('a table is restored as it was at that second, into another one without its time to live and recovery', async () => {
  const client = new DynamoDBClient(aws.as(freshAccount()));
  await create(client, 'records');
  await client.send(
    new UpdateTimeToLiveCommand({ TableName: 'records', TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } }),
  );
  await nextSecond();
  await put(client, 'kept', 'old');
  await put(client, 'deleted', 'old');
  const RestoreDateTime = await nextSecond();
  await put(client, 'kept', 'new');
  await put(client, 'newer', 'new');
  await client.send(new DeleteItemCommand({ TableName: 'records', Key: { id: { S: 'deleted' } } }));
  const restore = (TargetTableName: string) =>
    client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: 'records', TargetTableName, RestoreDateTime }));
  expect(await errorOf(restore('records-then'))).toBe('InvalidRestoreTimeException'); // not backed up yet
  aws.advance(states.tableBackedUp.awsSeconds + 5);
  await restore('records-then');
  expect(await errorOf(idsIn(client, 'records-then'))).toBe('ResourceNotFoundException');
  const status = async () => (await client.send(new DescribeTableCommand({ TableName: 'records-then' }))).Table?.TableStatus;
  expect(await status()).toBe('CREATING');
  aws.advance(states.tableRestored.awsSeconds);
  expect(await status()).toBe('ACTIVE');
  expect(await idsIn(client, 'records-then')).toBe('deleted=old,kept=old');
  expect(await idsIn(client, 'records')).toBe('kept=new,newer=new');
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'records-then' }));
  expect(TimeToLiveDescription?.TimeToLiveStatus).toBe('DISABLED');
  expect(await errorOf(restore('records-then'))).toBe('TableAlreadyExistsException');
});

test('not to a moment before recovery was switched on, and not without it', async () => {
  const client = new DynamoDBClient(aws.as(freshAccount()));
  await create(client, 'records', false);
  const restore = (RestoreDateTime: Date) =>
    client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: 'records', TargetTableName: 'then', RestoreDateTime }));
  expect(await errorOf(restore(new Date()))).toBe('PointInTimeRecoveryUnavailableException');
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName: 'records', PointInTimeRecoverySpecification }));
  const { EarliestRestorableDateTime, RecoveryPeriodInDays } = (await windowOf(client)) ?? {};
  expect(RecoveryPeriodInDays).toBe(35);
  expect(await errorOf(restore(new Date(Number(EarliestRestorableDateTime) - 1000)))).toBe('InvalidRestoreTimeException');
});
