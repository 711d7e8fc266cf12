import { setTimeout as sleep } from 'node:timers/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { rootOf, testAccounts, testRegion } from '@tenantry/shared/testing/accounts';
import pg from 'pg';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { harness } from './harness.ts';
import { commandsBelow, type Shell, shellAs } from './page-commands.ts';

/** How the page's examples stand for this deployment, tenant and moment. */
const meant = (commands: string, id: string, at: Date): string =>
  commands
    .replaceAll('S=prod', `S=${LAPTOP_DEPLOYMENT}`)
    .replaceAll(/\bid=\w+/g, `id=${id}`)
    .replaceAll(/--restore-to-time \S+/g, `--restore-to-time ${at.toISOString()}`);

const [live, side] = [`tenantry-${LAPTOP_DEPLOYMENT}`, `tenantry-${LAPTOP_DEPLOYMENT}-then`];
const ELSEWHERE = testRegion === 'eu-west-1' ? 'eu-central-1' : 'eu-west-1';
const [restoring = '', , removing = ''] = commandsBelow('docs/restore.md', "Restore a tenant's database");

describe("a tenant's patients are deleted, and the commands of docs/restore.md make the cluster of the moment before", () => {
  let shell: Shell;
  let tenant: Tenant;
  let at: Date;
  const names = restoring.split('\n')[0] ?? '';
  const id = () => tenant.tenantId.toLowerCase();
  const run = (commands: string) => shell.run(meant(commands, id(), at));
  const described = async (cluster: string, query: string): Promise<string> =>
    (
      await shell.run(`aws rds describe-db-clusters --db-cluster-identifier ${cluster} --query 'DBClusters[0].${query}' --output text`)
    ).trim();

  const serverUrl = new URL(process.env.TENANTRY_POSTGRES_URL ?? '');
  const schema = () => String(tenant.configuration.schemaName);
  /** As the administrator, whose password is in the cluster's secret. */
  const asked = async <Row extends pg.QueryResultRow>(cluster: string, sql: string): Promise<readonly Row[]> => {
    const secrets = new SecretsManagerClient(rootOf(testAccounts.superAdmin));
    const SecretId = await described(cluster, 'MasterUserSecret.SecretArn');
    const { username, password } = JSON.parse((await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '{}');
    // A test has no interface in the cluster's VPC: it asks the server itself.
    const port = cluster === live ? Number(serverUrl.port) : Number(await described(cluster, 'Port'));
    const client = new pg.Client({ host: '127.0.0.1', port, user: username, password, database: schema() });
    await client.connect();
    return (await client.query<Row>(sql).finally(() => client.end())).rows;
  };
  const asOwner = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: new URL(`/${schema()}`, serverUrl).href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const patients = (cluster: string) =>
    asked<{ record_number: string }>(cluster, `SELECT record_number FROM "${schema()}".patients ORDER BY record_number`);

  beforeAll(async () => {
    const on = await harness();
    const onboarded = await on.onboard();
    tenant = (await on.get(`/tenants/${onboarded.tenantId}`)) as unknown as Tenant;
    shell = shellAs('tenantry-super-admin', LAPTOP_DEPLOYMENT);
    const columns = 'record_number, given_name, family_name, birth_date';
    await asOwner(`INSERT INTO "${schema()}".patients (${columns}) VALUES ('R1', 'Ada', 'Lovelace', DATE '1990-12-10')`);
    await sleep(1000);
    at = new Date();
    await sleep(1000);
    await asOwner(`DELETE FROM "${schema()}".patients`);
  });
  afterAll(() => shell.end());

  test.each([
    ['of another account', { AWS_PROFILE: 'tenantry-devops' }],
    // The name of the AWS CLI, before and since its version 2.
    ['of another region', { AWS_DEFAULT_REGION: ELSEWHERE, AWS_REGION: ELSEWHERE }],
  ])('is refused with settings %s, and nothing is made', async (_, wrong) => {
    await expect(shell.run(meant(restoring, id(), at), wrong)).rejects.toThrow('DBClusterNotFoundFault');
    await expect(described(side, 'Status')).rejects.toThrow('DBClusterNotFoundFault');
  });

  test('is refused for a moment that is not yet', async () => {
    const later = new Date(Date.now() + 86_400_000);
    await expect(shell.run(meant(restoring, id(), later))).rejects.toThrow('cannot be restored to a time later than');
  });

  test('beside the live one, in its subnets and groups, with a secret of its own and an instance; it has the patients, and the live one none', async () => {
    const began = performance.now();
    await run(restoring);
    const seconds = Math.round((performance.now() - began) / 1000);
    const [first = '', last = ''] = (await described(live, '[EarliestRestorableTime,LatestRestorableTime]')).split(/\s+/);
    console.log(`database: restored beside in ${seconds} s (RTO, without the copy); restorable from ${first} to ${last} (RPO)`);
    for (const same of [
      'DBSubnetGroup',
      'DBClusterParameterGroup',
      'VpcSecurityGroups[].VpcSecurityGroupId | join(`,`, @)',
      'StorageEncrypted',
    ])
      expect([same, await described(side, same)]).toEqual([same, await described(live, same)]);
    expect(await described(side, 'DBClusterMembers[].DBInstanceIdentifier | join(`,`, @)')).toBe(`${side}-writer`);
    expect(await described(side, 'MasterUserSecret.SecretArn')).not.toBe(await described(live, 'MasterUserSecret.SecretArn'));
    expect([await patients(side), await patients(live)]).toEqual([[{ record_number: 'R1' }], []]);
  });

  test('goes with its instance and secret, and the live one stays', async () => {
    const SecretId = await described(side, 'MasterUserSecret.SecretArn');
    await run(`${names}\n${removing.replace('rm tenant.dump', '')}`);
    await expect(described(side, 'Status')).rejects.toThrow('DBClusterNotFoundFault');
    const secrets = new SecretsManagerClient(rootOf(testAccounts.superAdmin));
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await described(live, 'Status')).toBe('available');
    expect(await patients(live)).toEqual([]);
  });
});
