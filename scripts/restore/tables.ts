import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { collect } from '@tenantry/shared/aws/pages';
import type { Item, TableRule, Tenants } from './rules.ts';

/** Until a restored table is there: AWS says most take less than an hour. Seconds. */
const MOST = 7200;
const POLL = 15;

export type Wait = (seconds: number) => Promise<void>;

/** The moments to which a table can be restored. */
export interface Window {
  readonly earliest: Date;
  readonly latest: Date;
}

/** @throws Error that names the table without recovery */
export const windowOf = async (client: DynamoDBClient, TableName: string): Promise<Window> => {
  const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  if (!earliest || !latest) throw new Error(`${TableName} has no point-in-time recovery: deploy its service again`);
  return { earliest, latest };
};

/** Of a restore: `tenantry-prod-admin-at-20261128T200000Z`. It is the same when a restore that broke off is repeated. */
export const sideTable = (table: string, at: Date): string => `${table}-at-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;

const statusOf = async (client: DynamoDBClient, TableName: string): Promise<string | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
};

/** Begins to restore a table into another beside it, unless that has been begun before. */
export const beginRestore = async (client: DynamoDBClient, table: string, at: Date): Promise<void> => {
  const TargetTableName = sideTable(table, at);
  if ((await statusOf(client, TargetTableName)) !== undefined) return;
  await client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: table, TargetTableName, RestoreDateTime: at }));
};

/** @throws Error when the table is not there in time */
export const untilThere = async (client: DynamoDBClient, table: string, wait: Wait): Promise<void> => {
  for (let waited = 0; waited < MOST; waited += POLL) {
    if ((await statusOf(client, table)) === 'ACTIVE') return;
    await wait(POLL);
  }
  throw new Error(`${table} is not restored after ${MOST / 3600} hours: see it in DynamoDB's console, then repeat this`);
};

export const removeSide = async (client: DynamoDBClient, table: string, at: Date): Promise<void> => {
  await client.send(new DeleteTableCommand({ TableName: sideTable(table, at) }));
};

export const itemsOf = async (client: DynamoDBClient, TableName: string): Promise<readonly Item[]> =>
  collect(paginateScan({ client: DynamoDBDocumentClient.from(client) }, { TableName, ConsistentRead: true }), ({ Items }) => Items);

/** How many items of a table a restore puts, deletes and leaves. */
export interface Change {
  readonly put: readonly Item[];
  readonly remove: readonly Item[];
  readonly left: number;
}

/** What has to change of a table. Pure. @param then its items at the moment */
export const changeOf = ({ key, rule, hasAll }: TableRule, then: readonly Item[], now: readonly Item[], tenants: Tenants): Change => {
  const idOf = (item: Item) => JSON.stringify(key.map((name) => item[name]));
  const [before, present] = [then, now].map((items) => new Map(items.map((item) => [idOf(item), item])));
  const put: Item[] = [];
  const remove: Item[] = [];
  const all = hasAll ? tenants.ids.map((tenantId) => JSON.stringify([tenantId])) : [];
  const ids = new Set([...(before?.keys() ?? []), ...(present?.keys() ?? []), ...all]);
  for (const id of ids) {
    const item = present?.get(id);
    const after = rule(before?.get(id), item, tenants, String((JSON.parse(id) as unknown[])[0]));
    if (after === item) continue;
    if (after) put.push(after);
    else if (item) remove.push(item);
  }
  return { put, remove, left: ids.size - put.length - remove.length };
};

/** Writes what has changed into the live table, which keeps its name, indexes, time to live, recovery and tags. */
export const bringInto = async (client: DynamoDBClient, { table, key }: TableRule, { put, remove }: Change): Promise<void> => {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  for (const Item of put) await documents.send(new PutCommand({ TableName: table, Item }));
  for (const item of remove) {
    await documents.send(new DeleteCommand({ TableName: table, Key: Object.fromEntries(key.map((name) => [name, item[name]])) }));
  }
};
