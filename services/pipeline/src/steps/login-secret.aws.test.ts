import { DeleteSecretCommand, DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { DatabaseSecret } from '../database-secret.ts';
import type { Scope } from '../scope.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { readSecret, secretByHand, secretsFor } from '../testing/secrets.ts';
import { tenant } from '../testing/tenant.ts';
import { loginSecret } from './login-secret.ts';
import { schema } from './schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
const someone = async () => {
  const one = await tenant({ database });
  return { ...one, needs: await schema.ensure(one.scope, { plan: 'standard' }, {}) };
};
/** Signs in with what the secret says. */
const signsIn = async (scope: Scope, arn: string): Promise<boolean> => {
  const { username, password, dbname } = await readSecret<DatabaseSecret>(scope, arn);
  const client = await database.connect({ user: username, password, database: dbname });
  const { rows } = await client.query('SELECT current_schema() AS schema');
  await client.end();
  return rows[0].schema === username;
};

stepContract({
  step: loginSecret,
  tenant: someone,
  list: (root) => secretsFor(root, 'database'),
  foreign: (root) => secretByHand(root, 'database'),
  drift: async (_root, { schemaName }) => {
    await database.administrator.transaction((client) => client.query(`ALTER ROLE ${schemaName} PASSWORD 'something else'`));
  },
  isSound: (root, _needs, { databaseSecretArn }) => signsIn(root, databaseSecretArn),
});

test('what the secret says signs in to the own schema, and the password is in no statement', async () => {
  const { scope, needs } = await someone();
  const { databaseSecretArn } = await loginSecret.ensure(scope, needs, {});
  expect(await signsIn(scope, databaseSecretArn)).toBe(true);
  const { password, ...rest } = await readSecret<DatabaseSecret>(scope, databaseSecretArn);
  const { host, port } = database.database;
  expect(rest).toEqual({ host, port, dbname: needs.databaseName, username: needs.schemaName, schema: needs.schemaName, ssl: false });
  expect(password.length).toBeGreaterThanOrEqual(32);
});

test('a crash between secret and PostgreSQL is repaired by the secret', async () => {
  const { scope, needs } = await someone();
  const crashing = { ...scope, administrator: { ...scope.administrator, transaction: () => Promise.reject(new Error('crash')) } };
  await expect(loginSecret.ensure(crashing, needs, {})).rejects.toThrow('crash');
  const { databaseSecretArn } = await loginSecret.ensure(scope, needs, {});
  expect(await signsIn(scope, databaseSecretArn)).toBe(true);
});

test('a secret whose deletion someone scheduled is restored with its password', async () => {
  const { scope, root, needs } = await someone();
  const { databaseSecretArn } = await loginSecret.ensure(scope, needs, {});
  await root.tenant(SecretsManagerClient).send(new DeleteSecretCommand({ SecretId: databaseSecretArn, RecoveryWindowInDays: 7 }));
  expect(await loginSecret.ensure(scope, needs, {})).toEqual({ databaseSecretArn });
  expect(await signsIn(scope, databaseSecretArn)).toBe(true);
});

test('one of a stranger whose deletion is scheduled is neither restored nor deleted at once', async () => {
  const { scope, root, needs } = await someone();
  const { id: SecretId } = await secretByHand(root, 'database');
  await root.tenant(SecretsManagerClient).send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  await expect(loginSecret.ensure(scope, needs, {})).rejects.toMatchObject({ code: 'ForeignSecret' });
  await loginSecret.remove(scope, {}, {});
  const { DeletedDate } = await root.tenant(SecretsManagerClient).send(new DescribeSecretCommand({ SecretId }));
  expect(DeletedDate).toBeInstanceOf(Date);
});

test('one of the tenant whose deletion is scheduled is removed at once', async () => {
  const { scope, root, needs } = await someone();
  const { databaseSecretArn: SecretId } = await loginSecret.ensure(scope, needs, {});
  await root.tenant(SecretsManagerClient).send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
  await loginSecret.remove(scope, {}, {});
  await expect(root.tenant(SecretsManagerClient).send(new DescribeSecretCommand({ SecretId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
