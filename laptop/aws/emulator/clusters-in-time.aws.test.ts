import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ACCOUNTS, REGION } from '../src/testing/accounts.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';
import { stacksOf } from '../src/testing/stacks.ts';

let aws: OwnAws;
/** After the first row, and before the second. */
let between: Date;
beforeAll(async () => {
  aws = await startOwnAws({ postgres: true });
  const cluster = { Engine: 'aurora-postgresql', DBClusterIdentifier: 'live', DatabaseName: 'shop', MasterUsername: 'admin' };
  const Properties = { ...cluster, MasterUserPassword: 'of-the-cluster' };
  await stacksOf(aws).deploy(ACCOUNTS.home, 'database', { Cluster: { Type: 'AWS::RDS::DBCluster', Properties } }, {});
  const client = await connected(aws.local.postgres?.port ?? 0);
  await client.query('CREATE TABLE orders (id int)');
  await client.query('INSERT INTO orders VALUES (1)');
  // A moment has milliseconds, what is committed microseconds.
  await client.query('SELECT pg_sleep(0.01)');
  between = (await client.query<{ now: Date }>('SELECT clock_timestamp() AS now')).rows[0]?.now ?? new Date(0);
  await client.query('SELECT pg_sleep(0.01)');
  await client.query('INSERT INTO orders VALUES (2)');
  await client.end();
});
afterAll(() => aws.stop());

const connected = async (port: number): Promise<pg.Client> => {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'admin', password: 'of-the-cluster', database: 'shop' });
  await client.connect();
  return client;
};
const orders = async (port: number): Promise<readonly number[]> => {
  const client = await connected(port);
  const { rows } = await client.query<{ id: number }>('SELECT id FROM orders ORDER BY id');
  await client.end();
  return rows.map(({ id }) => id);
};
const call = (operation: string, input: object) =>
  aws.local.context.emulator({ accountId: ACCOUNTS.home, region: REGION, service: 'rds', operation, input: { ...input } });
const restore = (more: object) =>
  call('RestoreDBClusterToPointInTime', { SourceDBClusterIdentifier: 'live', DBClusterIdentifier: 'then', ...more });
/** What the answer has between two tags of a name, the first time. */
const element = (body: Buffer, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(body.toString('utf8'))?.[1];
const described = async (DBClusterIdentifier: string) => {
  const { body } = await call('DescribeDBClusters', { DBClusterIdentifier });
  return (name: string): string => element(body, name) ?? '';
};
const refusal = async (more: object): Promise<string | undefined> => element((await restore(more)).body, 'Code');

describe('a cluster beside', () => {
  test.each([
    ['a time before anything is backed up', { RestoreToTime: '2020-01-01T00:00:00Z' }, 'InvalidParameterValue'],
    ['a time that is not yet', { RestoreToTime: '2099-01-01T00:00:00Z' }, 'InvalidParameterValue'],
    ['no time', {}, 'InvalidParameterCombination'],
    ['two times', { RestoreToTime: '2020-01-01T00:00:00Z', UseLatestRestorableTime: true }, 'InvalidParameterCombination'],
    ['a source that is not there', { SourceDBClusterIdentifier: 'other', UseLatestRestorableTime: true }, 'DBClusterNotFoundFault'],
    ['a name that is taken', { DBClusterIdentifier: 'live', UseLatestRestorableTime: true }, 'DBClusterAlreadyExistsFault'],
    ['subnets that are not there', { DBSubnetGroupName: 'none', UseLatestRestorableTime: true }, 'DBSubnetGroupNotFoundFault'],
    [
      'parameters that are not there',
      { DBClusterParameterGroupName: 'none', UseLatestRestorableTime: true },
      'DBClusterParameterGroupNotFound',
    ],
  ])('is refused for %s', async (_, more, code) => {
    expect(await refusal(more)).toBe(code);
  });

  test('says of the source from when to when it can be restored', async () => {
    const live = await described('live');
    expect(Date.parse(live('EarliestRestorableTime'))).toBeLessThanOrEqual(between.getTime());
    expect(Date.parse(live('LatestRestorableTime'))).toBeGreaterThan(between.getTime());
  });

  test('has what was committed until the moment, while the source goes on; it has no instance, and goes with its server', async () => {
    expect((await restore({ RestoreToTime: between.toISOString() })).status).toBe(200);
    const then = await described('then');
    const port = Number(then('Port'));
    expect([then('DBClusterMembers'), then('DeletionProtection'), then('SecretArn')]).toEqual(['', 'false', '']);
    expect(await orders(port)).toEqual([1]);
    expect(await orders(aws.local.postgres?.port ?? 0)).toEqual([1, 2]);

    const managed = { DBClusterIdentifier: 'then', ManageMasterUserPassword: true, ApplyImmediately: true };
    expect((await call('ModifyDBCluster', managed)).status).toBe(200);
    expect((await described('then'))('SecretArn')).toContain(':secret:rds!');
    const writer = {
      DBClusterIdentifier: 'then',
      DBInstanceIdentifier: 'then-writer',
      DBInstanceClass: 'db.serverless',
      Engine: 'aurora-postgresql',
    };
    expect((await call('CreateDBInstance', writer)).status).toBe(200);
    expect((await described('then'))('Port')).toBe(String(port));

    await call('DeleteDBInstance', { DBInstanceIdentifier: 'then-writer', SkipFinalSnapshot: true });
    expect((await call('DeleteDBCluster', { DBClusterIdentifier: 'then', SkipFinalSnapshot: true })).status).toBe(200);
    await expect(orders(port)).rejects.toThrow('ECONNREFUSED');
    expect(await orders(aws.local.postgres?.port ?? 0)).toEqual([1, 2]);
  });
});
