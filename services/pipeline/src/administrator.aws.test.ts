import { beforeAll, expect, test } from '@jest/globals';
import { failureOf } from '@tenantry/shared/failure/errors';
import { administratorOf } from './administrator.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

let shared: TestDatabase;
beforeAll(async () => {
  shared = await testDatabase();
});

/** What a person reads when the administrator meets the database in this state. */
const refusalOf = async ({ administrator, connect, database }: TestDatabase, spoil: string) => {
  const superuser = await connect();
  await superuser.query(spoil.replaceAll('NAME', database.name));
  await superuser.end();
  const work = administrator.transaction((client) => client.query('CREATE SCHEMA anna'));
  return failureOf(await work.then(() => undefined).catch((error: unknown) => error));
};

test.each([
  ['53300', 'ALTER ROLE NAME CONNECTION LIMIT 0', 'All connections are taken'],
  ['25006', 'ALTER DATABASE NAME SET default_transaction_read_only = on', "the cluster's writer"],
  ['28P01', "ALTER ROLE NAME PASSWORD 'other'", "the administrator's secret"],
  ['42501', 'ALTER DATABASE NAME OWNER TO CURRENT_USER; REVOKE CREATE ON DATABASE NAME FROM PUBLIC', 'lacks a right'],
])('SQLSTATE %s says what to do', async (code, spoil, advice) => {
  expect(await refusalOf(await testDatabase(), spoil)).toMatchObject({
    call: 'PostgreSQL',
    code,
    advice: expect.stringContaining(advice),
  });
});

test('a server without TLS is sent nothing where the configuration asks for it', async () => {
  const { administrator } = shared;
  const secrets = { send: async () => ({ SecretString: '{"username":"a","password":"b"}' }) } as never;
  const insists = administratorOf(secrets, { ...administrator.database, adminSecretArn: 'insists' }, true);
  const failure = failureOf(await insists.transaction(async () => undefined).catch((error: unknown) => error));
  expect(failure).toMatchObject({ call: 'PostgreSQL', code: 'NoTls', advice: expect.stringContaining('nothing is sent in plain text') });
});

test('a server that cannot be reached is told by the network, with the way to look', async () => {
  const { administrator } = shared;
  const secrets = { send: async () => ({ SecretString: '{"username":"a","password":"b"}' }) } as never;
  const nowhere = administratorOf(secrets, { ...administrator.database, port: 1, adminSecretArn: 'nowhere' }, false);
  const failure = failureOf(await nowhere.transaction(async () => undefined).catch((error: unknown) => error));
  expect(failure).toMatchObject({ code: 'ECONNREFUSED', advice: expect.stringContaining('cannot be reached') });
});

test("an error of the work's own passes as it is", async () => {
  await expect(shared.administrator.transaction(() => Promise.reject(new Error('ours')))).rejects.toThrow(/^ours$/);
});
