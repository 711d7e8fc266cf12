import { DeleteSecretCommand, GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { beforeAll, expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { tenant } from '../testing/tenant.ts';
import { type DatabaseSecret, loginSecret } from './login-secret.ts';
import { schema } from './schema.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
const someone = async () => {
  const { scope } = await tenant({ database });
  return { scope, needs: await schema.ensure(scope, {}, {}) };
};
const secretsOf = async ({ secrets, tenantId }: Scope, root = secrets): Promise<string[]> => {
  const { SecretList = [] } = await root.send(new ListSecretsCommand({}));
  return SecretList.flatMap(({ Name, ARN }) => (Name === tenantResourceName(tenantId, 'database') && ARN ? [ARN] : []));
};
const read = async ({ secrets }: Scope, SecretId: string): Promise<DatabaseSecret> => {
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString ?? '{}') as DatabaseSecret;
};
/** Signs in with what the secret says. */
const signsIn = async (scope: Scope, arn: string): Promise<boolean> => {
  const { username, password } = await read(scope, arn);
  const client = await database.connect({ user: username, password });
  const { rows } = await client.query('SELECT current_schema() AS schema');
  await client.end();
  return rows[0].schema === username;
};

const roots = new Map<string, Scope>();
stepContract({
  step: loginSecret,
  tenant: async () => {
    const made = await tenant({ database });
    roots.set(made.scope.tenantId, made.root);
    return { scope: made.scope, needs: await schema.ensure(made.scope, {}, {}) };
  },
  list: (scope) => secretsOf(scope, roots.get(scope.tenantId)!.secrets),
  drift: async (_scope, { schemaName }) => {
    await database.administrator.transaction((client) => client.query(`ALTER ROLE ${schemaName} PASSWORD 'something else'`));
  },
  isSound: (scope, _needs, { databaseSecretArn }) => signsIn(scope, databaseSecretArn),
});

test('what the secret says signs in to the own schema, and the password is in no statement', async () => {
  const { scope, needs } = await someone();
  const { databaseSecretArn } = await loginSecret.ensure(scope, needs, {});
  expect(await signsIn(scope, databaseSecretArn)).toBe(true);
  const { password, ...rest } = await read(scope, databaseSecretArn);
  const { host, port, name } = database.database;
  expect(rest).toEqual({ host, port, dbname: name, username: needs.schemaName, schema: needs.schemaName, ssl: false });
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
  const { scope, needs } = await someone();
  const { databaseSecretArn } = await loginSecret.ensure(scope, needs, {});
  await scope.secrets.send(new DeleteSecretCommand({ SecretId: databaseSecretArn, RecoveryWindowInDays: 7 }));
  expect(await loginSecret.ensure(scope, needs, {})).toEqual({ databaseSecretArn });
  expect(await signsIn(scope, databaseSecretArn)).toBe(true);
});
