import { beforeAll, expect, test } from '@jest/globals';
import { isolation } from '@tenantry/shared/testing/isolation';
import { schemaNameOf } from '../tenant-database.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { tenant } from '../testing/tenant.ts';
import { isolatedLogins } from './isolated-logins.ts';
import { schema } from './schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

test('sessions of an isolated tenant end, none begins, the data stays, and the logins are as before afterwards', async () => {
  const { scope } = await tenant({ database });
  await schema.ensure(scope, { plan: 'standard' }, {});
  const name = schemaNameOf(scope.tenantId);
  const superuser = await database.connect();
  for (const user of [name, `${name}_owner`]) await superuser.query(`ALTER ROLE ${user} PASSWORD 'known'`);
  const enter = (user: string) => database.connect({ user, password: 'known', database: name });
  const owner = await enter(`${name}_owner`);
  await owner.query('CREATE TABLE patients AS SELECT 1 AS id');
  for (const _ of [1, 2]) {
    await isolatedLogins.ensure(scope, isolation(true), {});
    await expect(owner.query('SELECT 1')).rejects.toThrow();
    for (const user of [name, `${name}_owner`]) await expect(enter(user)).rejects.toThrow('not permitted to log in');
  }
  await isolatedLogins.ensure(scope, isolation(false), {});
  await schema.ensure(scope, { plan: 'standard' }, {});
  const back = await enter(name);
  expect((await back.query('SELECT id FROM patients')).rows).toEqual([{ id: 1 }]);
  await Promise.all([back.end(), superuser.end()]);
});
