import { CognitoIdentityProviderClient, CreateGroupCommand, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, expect, test } from '@jest/globals';
import { client } from '@tenantry/shared/aws/client';
import { GROUPS } from '../../contract/route.ts';
import { deploy } from '../../testing/deployment.ts';
import { api as call } from '../../testing/tenants.ts';

const reason = 'because a test says so';
interface Shown {
  readonly person: string;
  readonly email: string;
}
let iss = '';
const api: typeof call = (routeKey, options) => call(routeKey, { ...options, iss });
beforeAll(async () => {
  await deploy();
  const cognito = client(CognitoIdentityProviderClient);
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: 'people', UsernameAttributes: ['email'] }));
  const UserPoolId = UserPool?.Id ?? '';
  for (const GroupName of GROUPS) await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  iss = `https://cognito-idp.${process.env.AWS_REGION}.amazonaws.com/${UserPoolId}`;
});

test('somebody is invited, changed, disabled, enabled and removed, and the audit names nobody by address', async () => {
  const { status, body } = await api('POST /people', { body: { email: 'bob@x.example', group: 'operator', reason } });
  expect([status, body]).toMatchObject([200, { email: 'bob@x.example', group: 'operator', state: 'invited', isYou: false }]);
  const person = String(body.person);
  expect(await api('POST /people', { body: { email: 'bob@x.example', group: 'viewer', reason } })).toMatchObject({
    status: 409,
    body: { type: 'urn:tenantry:problem:person-exists' },
  });
  const change = (wanted: object, groups?: string) =>
    api('PATCH /people/{person}', { path: { person }, body: { ...wanted, reason }, ...(groups ? { groups } : {}) });
  expect(await change({ group: 'viewer' }, '[operator]')).toMatchObject({ status: 403 });
  expect(await change({ group: 'viewer' })).toMatchObject({ status: 200, body: { group: 'viewer' } });
  expect(await change({ state: 'disabled' })).toMatchObject({ body: { state: 'disabled' } });
  expect(await change({ state: 'active' })).toMatchObject({ body: { group: 'viewer' } });
  expect(await api('POST /people/{person}/removal', { path: { person }, body: { reason } })).toMatchObject({ status: 200 });
  const { people } = (await api('GET /people')).body as { people: readonly Shown[] };
  expect(people.map(({ email }) => email)).toEqual([]);
  const audit = JSON.stringify((await api('GET /audit')).body);
  expect(audit).toContain(person);
  expect(audit).not.toContain('bob@x.example');
});
