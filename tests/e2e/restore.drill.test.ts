import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { configOf } from '@tenantry/shared/deployment/config';
import { overlaps, rangeOf } from '@tenantry/shared/domain/cidr';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { asRestore } from '../../scripts/restore/as-restore.ts';
import { planOf, type RestoreOptions, restoreTables } from '../../scripts/restore/restore.ts';
import { tableRules } from '../../scripts/restore/rules.ts';
import { itemsOf } from '../../scripts/restore/tables.ts';
import { newTenant } from './harness.ts';
import { inventoryOf } from './inventory.ts';
import { type WayBack, wayBack } from './way-back.ts';

const dynamo = new DynamoDBClient(rootOf(testAccounts.superAdmin));
const RULES = tableRules(LAPTOP_DEPLOYMENT);

/** The end of the second that runs: DynamoDB restores to seconds. */
const endOfSecond = async (): Promise<Date> => {
  const at = new Date(Math.ceil(Date.now() / 1000) * 1000);
  await sleep(at.getTime() + 1000 - Date.now());
  return at;
};
/** What a script does that was meant for another account: every item of every table is gone. */
const destroy = async (): Promise<void> => {
  const documents = DynamoDBDocumentClient.from(dynamo);
  for (const { table: TableName, key } of RULES) {
    for (const item of await itemsOf(dynamo, TableName)) {
      await documents.send(new DeleteCommand({ TableName, Key: Object.fromEntries(key.map((name) => [name, item[name]])) }));
    }
  }
};
const everyItem = async (): Promise<string> => JSON.stringify(await Promise.all(RULES.map(({ table }) => itemsOf(dynamo, table))));

/** As `npm run restore` has them. */
const options = (at: Date): RestoreOptions => ({
  deployment: LAPTOP_DEPLOYMENT,
  config: configOf(LAPTOP_DEPLOYMENT),
  credentials: asRestore(LAPTOP_DEPLOYMENT, configOf(LAPTOP_DEPLOYMENT), rootOf(testAccounts.superAdmin).credentials),
  at,
  by: 'drill',
  log: (line) => console.log(line),
  now: () => new Date(),
  wait: (seconds) => sleep(Math.min(seconds * 1000, 200)),
});

describe('all tables are emptied, and set back to a moment between two tenants', () => {
  let way: WayBack;
  let before: Tenant;
  let after: Tenant;
  let gone: Tenant;
  let there: readonly (readonly [string, Readonly<Record<string, number>>])[];
  const onboard = async (): Promise<Tenant> => way.get((await way.on.onboard()).tenantId);
  const offboard = ({ tenantId, slug }: Tenant) =>
    way.api('POST /tenants/{id}/offboard', { path: { id: tenantId }, body: { confirm: slug, reason: 'a drill', export: false } });
  const inventories = () =>
    Promise.all([before, after].map(async (one) => [one.tenantId, await inventoryOf(way.on, one as never)] as const));

  beforeAll(async () => {
    way = await wayBack();
    [before, gone] = await Promise.all([onboard(), onboard()]);
    const at = await endOfSecond();
    await offboard(gone);
    [after] = await Promise.all([onboard(), way.offboarded(gone.tenantId)]);
    there = await inventories();
    await destroy();
    const { latest } = await planOf(options(at));
    const lost = Date.now() - latest.getTime();
    const began = Date.now();
    await restoreTables(options(at));
    await Promise.all([before, after].map(({ tenantId }) => way.on.reached(tenantId)));
    console.log(`tables: ${(Date.now() - began) / 1000} s until every tenant is ready again (RTO); ${lost / 1000} s lost at most (RPO)`);
  });

  test('both tenants are ready again, the one from before and the one from after the moment', async () => {
    for (const { tenantId, slug } of [before, after]) expect(await way.get(tenantId)).toMatchObject({ state: 'ready', slug });
  });

  test('nothing is there twice, and nothing is missing', async () => {
    expect(await inventories()).toEqual(there);
  });

  test('the range of the tenant from after the moment is its own, and nobody else is given it', async () => {
    const other = await onboard();
    const [own, others] = [after, other].map(({ configuration }) => rangeOf(String(configuration.cidr)));
    expect((await way.get(after.tenantId)).configuration.cidr).toBe(after.configuration.cidr);
    expect(own && others && overlaps(own, others)).toBe(false);
  });

  test('its slug is still taken', async () => {
    const { status, text } = await way.on.post('/tenants', newTenant({ slug: after.slug }), { 'idempotency-key': ulid() });
    expect([status, text]).toEqual([409, expect.stringContaining(`"${after.slug}\\" is taken`)]);
  });

  test('a tenant that was off-boarded since stays gone, and nobody of it is remembered', async () => {
    expect(await way.get(gone.tenantId)).toMatchObject({ state: 'offboarded' });
    await eventually('nobody is remembered', async () => !(await everyItem()).includes(`admin@${gone.slug}.example.com`));
  });

  test('both are off-boarded, and nothing is left', async () => {
    for (const tenant of [before, after]) await offboard(tenant);
    for (const tenant of [before, after]) {
      await way.offboarded(tenant.tenantId);
      expect(await way.leftOf(tenant)).toEqual([]);
    }
  });
});
