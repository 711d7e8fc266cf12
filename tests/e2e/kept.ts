import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, paginateListSecrets, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { rootOf } from '@tenantry/shared/testing/accounts';

/** A text that somebody may read long after a run: a line of a log, an item of a table, an entry of the journal. */
export interface Kept {
  readonly where: string;
  readonly text: string;
}

/** Every line of every log group of an account. */
export async function* logLines(account: string): AsyncGenerator<Kept> {
  const client = new CloudWatchLogsClient(rootOf(account));
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {}))
    for (const { logGroupName = '' } of logGroups)
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName }))
        for (const { message = '' } of events) yield { where: `${account} ${logGroupName}`, text: message };
}

/** Every item of every table of an account: records, with the events that they have heard, and the super admins' audit. */
export async function* items(account: string): AsyncGenerator<Kept> {
  const client = new DynamoDBClient(rootOf(account));
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    for (const TableName of TableNames)
      for await (const { Items = [] } of paginateScan({ client }, { TableName }))
        for (const item of Items) yield { where: `${account} ${TableName}`, text: JSON.stringify(item) };
}

/** Shorter ones are no secrets of ours, but words that stand anywhere. */
const SHORTEST = 12;
const OPEN = ['host', 'dbname', 'username', 'schema', 'engine', 'port', 'email', 'ssl'];

/** What is secret in an account: the values of its secrets, without the fields of a login that others may know. */
export const secretsIn = async (account: string): Promise<readonly string[]> => {
  const client = new SecretsManagerClient(rootOf(account));
  const values: string[] = [];
  for await (const { SecretList = [] } of paginateListSecrets({ client }, {}))
    for (const { ARN } of SecretList) {
      const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: ARN })).catch(() => ({ SecretString: '' }));
      values.push(...secretFields(SecretString));
    }
  return values.filter((value) => value.length >= SHORTEST);
};
/** A secret is an object of fields, or a text: one made by chance may begin with a brace, too. */
const secretFields = (secret: string): readonly string[] => {
  const fields = objectOf(secret);
  if (!fields) return [secret];
  return Object.entries(fields).flatMap(([field, value]) => (typeof value === 'string' && !OPEN.includes(field) ? [value] : []));
};
const objectOf = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};
