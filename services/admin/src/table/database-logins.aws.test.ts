import { beforeAll, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { deploy } from '../testing/deployment.ts';
import { activateLogin, changeLogin, findLogin, keepLogin } from './database-logins.ts';

beforeAll(() => deploy());

const asked = async () => {
  const [tenantId, login] = [ulid(), 'person_00000000_000000000000'];
  const [at, until] = [Date.now(), Date.now() + 3_600_000].map((time) => new Date(time).toISOString()) as [string, string];
  await keepLogin(tenantId, { login, mode: 'read', by: 'ada', subject: 'user-1', reason: 'a slow page', at, until, outcome: 'asked' });
  return { tenantId, login };
};

test('a login that has been made counts', async () => {
  const { tenantId, login } = await asked();
  expect(await activateLogin(tenantId, login)).toBe(true);
  expect(await findLogin(tenantId, login)).toMatchObject({ outcome: 'active' });
});

test('one that was revoked while it was made does not count, and stays revoked', async () => {
  const { tenantId, login } = await asked();
  await changeLogin(tenantId, login, { outcome: 'revoked' });
  expect(await activateLogin(tenantId, login)).toBe(false);
  expect(await findLogin(tenantId, login)).toMatchObject({ outcome: 'revoked' });
});
