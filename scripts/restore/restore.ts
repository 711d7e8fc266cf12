import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import { STAGES } from '@tenantry/saga/stages';
import type { Config } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { ARCHIVED_AFTER, asked, type Bus, replayed } from './archive.ts';
import { type Hold, holding } from './hold.ts';
import { type TableRule, type Tenants, tableRules, tenantsIn } from './rules.ts';
import {
  beginRestore,
  bringInto,
  changeOf,
  itemsOf,
  removeSide,
  sideTable,
  untilThere,
  type Wait,
  type Window,
  windowOf,
} from './tables.ts';

export interface RestoreOptions {
  readonly deployment: string;
  readonly config: Pick<Config, 'accounts' | 'region' | 'console'>;
  readonly credentials?: NonNullable<STSClientConfig['credentials']>;
  /** The moment, to the second. */
  readonly at: Date;
  /** Who restores, as timelines name it. */
  readonly by: string;
  readonly log: (line: string) => void;
  readonly now: () => Date;
  readonly wait: Wait;
}

/** Where rules send what the projection and decisions hear: `tenantry-prod-admin`. */
const FIRST_QUEUES = ['admin', 'offboard-decide'];
const QUEUE_POLL = 5;
const QUEUE_LOOKS = 240;

/** The moments to which every table can be restored. @throws Error when the moment is not among them */
export const planOf = async ({ deployment, config: { region }, credentials, at }: RestoreOptions): Promise<Window> => {
  const client = new DynamoDBClient({ region, ...(credentials ? { credentials } : {}) });
  const windows = await Promise.all(tableRules(deployment).map(({ table }) => windowOf(client, table)));
  const earliest = new Date(Math.max(...windows.map((one) => one.earliest.getTime())));
  const latest = new Date(Math.min(...windows.map((one) => one.latest.getTime())));
  if (at < earliest || at > latest) {
    const [first, last] = [earliest, latest].map((moment) => moment.toISOString());
    throw new Error(`--at ${at.toISOString()}: tables can be restored to a moment from ${first} to ${last}`);
  }
  return { earliest, latest };
};

/**
 * Sets the tables of the control plane back to a moment, and has everything catch up with AWS (docs/adr/0043). It can be repeated: what
 * was begun is found again. Whatever happens, functions run again when it ends.
 */
export const restoreTables = async (options: RestoreOptions): Promise<void> => {
  const { deployment, config, credentials, log, wait, now } = options;
  const client = { region: config.region, ...(credentials ? { credentials } : {}) };
  const { reservedConcurrency } = config.console;
  const hold = holding(new LambdaClient(client), deployment, wait, {
    ...(reservedConcurrency ? { [`${serviceName(deployment, 'admin')}-api`]: reservedConcurrency } : {}),
  });
  await planOf(options);
  try {
    await hold.hold();
    const held = now();
    log('functions are held; queues keep what comes');
    await bringBack(options, hold, held, {
      tables: new DynamoDBClient(client),
      queues: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }),
      bus: { client: new EventBridgeClient(client), deployment, region: config.region, accountId: config.accounts.superAdmin },
    });
  } finally {
    await hold.release();
    log('functions run again');
  }
};

interface Clients {
  readonly tables: DynamoDBClient;
  readonly queues: SQSClient;
  readonly bus: Bus;
}

const bringBack = async (options: RestoreOptions, hold: Hold, held: Date, { tables, queues, bus }: Clients): Promise<void> => {
  const { deployment, at, by, log, wait, now } = options;
  const rules = tableRules(deployment);
  for (const { table } of rules) await beginRestore(tables, table, at);
  for (const { table } of rules) await untilThere(tables, sideTable(table, at), wait);
  log(`${rules.length} tables are restored beside the live ones, as they were at ${at.toISOString()}`);

  const back = async (some: readonly TableRule[], tenantsOf: () => Promise<Tenants>): Promise<Tenants> => {
    const tenants = await tenantsOf();
    for (const rule of some) {
      const [then, current] = [await itemsOf(tables, sideTable(rule.table, at)), await itemsOf(tables, rule.table)];
      const change = changeOf(rule, then, current, tenants);
      await bringInto(tables, rule, change);
      log(`${rule.table}: ${change.put.length} items put, ${change.remove.length} deleted, ${change.left} left`);
    }
    return tenants;
  };
  const admin = serviceName(deployment, 'admin');
  const known = async (): Promise<Tenants> => tenantsIn(await itemsOf(tables, admin));
  const name = `restore-${sideTable('', at).slice(1)}-${Math.floor(held.getTime() / 1000)}`;
  const replay = (part: string, services: readonly string[]) =>
    replayed(
      bus,
      `${name}-${part}`,
      services.map((service) => serviceName(deployment, service)),
      at,
      held,
      wait,
    );

  await back(
    rules.filter(({ isFirst }) => isFirst),
    known,
  );
  await wait(Math.max(0, ARCHIVED_AFTER - (now().getTime() - held.getTime()) / 1000));
  await replay('first', [...FIRST_QUEUES, 'offboard-certify']);
  const first = FIRST_QUEUES.map((service) => serviceName(deployment, service));
  await hold.release(first);
  for (const queue of first) await untilRead(queues, queue, wait);
  log('it is known again who is gone and who goes');

  const stages = STAGES.map(({ name: stage }) => stage);
  const tenants = await back(
    rules.filter(({ isFirst }) => !isFirst),
    known,
  );
  await replay('stages', stages);
  const present = tenants.ids.filter((tenantId) => !tenants.isGone(tenantId));
  for (const tenantId of present) for (const stage of stages) await asked(bus, tenantId, stage, by, now());
  log(`${present.length} tenants: every stage was asked to verify what there is`);
  for (const { table } of rules) await removeSide(tables, table, at);
};

/** Until a queue has been read to its end. @throws Error when it is not in time: what its function says is in its log */
const untilRead = async (client: SQSClient, QueueName: string, wait: Wait): Promise<void> => {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  const AttributeNames = [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ] as const;
  for (let looks = 0, empty = 0; empty < 2; looks++) {
    if (looks > QUEUE_LOOKS) throw new Error(`${QueueName} is not read: see the log of its function, then repeat this`);
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }));
    // Approximate: it counts when it is said twice.
    empty = AttributeNames.every((attribute) => Number(Attributes[attribute] ?? 0) === 0) ? empty + 1 : 0;
    await wait(QUEUE_POLL);
  }
};
