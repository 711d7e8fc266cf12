import { beforeAll, expect } from '@jest/globals';
import { isolation } from '@tenantry/shared/testing/isolation';
import { isolatedLogins } from '../../../services/pipeline/src/steps/isolated-logins.ts';
import { type TestDatabase, testDatabase } from '../../../services/pipeline/src/testing/database.ts';
import { attack } from '../attack.ts';
import { robbed } from './sql-login.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

attack('isolated-sql', 'a thief of the secrets keeps his sessions, or signs in again, while the tenant is isolated', async () => {
  const { scope, name, asFunction, asMigrations } = await robbed(database);
  const sessions = [await asFunction(), await asMigrations()];
  // What he can do beforehand: forget the limits, and give his login the right to sign in.
  for (const session of sessions) {
    await session.query('SET idle_session_timeout = 0');
    await session.query(`ALTER ROLE ${name} LOGIN`).catch(() => undefined);
  }
  await isolatedLogins.ensure(scope, isolation(true), {});
  for (const session of sessions) await expect(session.query('SELECT 1')).rejects.toThrow();
  for (const again of [asFunction, asMigrations]) await expect(again()).rejects.toThrow('not permitted to log in');
});
