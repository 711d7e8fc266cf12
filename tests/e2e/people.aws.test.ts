import { AdminListGroupsForUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, expect, test } from '@jest/globals';
import type { Administrator } from '@tenantry/api-client/generated/api';
import { renewTokens, type Tokens } from '@tenantry/api-client/sign-in';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { httpFetch } from '../../laptop/demo/http.ts';
import type { Tenant } from '../../laptop/demo/onboarding.ts';
import { signInAt } from '../../laptop/demo/sign-in.ts';
import { consoleConfig, placeOf, urlOf } from '../../laptop/demo/tenant-session.ts';
import { type Harness, harness } from './harness.ts';

/** The people of two hospitals, as browsers and mailboxes see them. */
let on: Harness;
let mercy: Tenant;
let lakeside: Tenant;
beforeAll(async () => {
  on = await harness();
  [mercy, lakeside] = await Promise.all([on.onboard(), on.onboard()]);
});

/** The password in the last mail to an address. */
const mailed = (email: string, mails = 1): Promise<string> =>
  eventually(`mail ${mails} to ${email}`, async () => {
    const all = await on.running.mailsTo(email);
    return all.length < mails ? undefined : /temporary password(?: is)? (\S+?)\.?$/.exec(all.at(-1)?.text ?? '')?.[1];
  });
const enter = async (tenant: Tenant, email: string, password: string): Promise<Tokens> => {
  const url = urlOf(on.laptop, tenant);
  return signInAt(placeOf(await consoleConfig(url)), url, { email, password, newPassword: 'Chosen-by-a-person-1' });
};
const ask = async ({ idToken }: Tokens, tenant: Tenant, method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${idToken}` };
  const { status, text } = await httpFetch(`${urlOf(on.laptop, tenant)}/api/${path}`, { method, headers, ...(body ? { body } : {}) });
  return { status, body: JSON.parse(text || '{}') as { id?: string; items?: readonly { email: string; role: string; state: string }[] } };
};

test('a second user is invited, refused what is not hers, and is disabled; the administrator of another hospital is refused', async () => {
  const ada = await enter(mercy, mercy.adminEmail, await mailed(mercy.adminEmail));
  const email = `bea@${mercy.slug}.example.com`;
  const invited = await ask(ada, mercy, 'POST', 'users', { email, role: 'member' });
  expect(invited).toMatchObject({ status: 201, body: { email, role: 'member', state: 'invited' } });
  const bea = await enter(mercy, email, await mailed(email));
  expect(await ask(bea, mercy, 'GET', 'patients')).toMatchObject({ status: 200 });
  const own = `users/${invited.body.id}`;
  expect(await ask(bea, mercy, 'GET', 'users')).toMatchObject({ status: 403 });
  expect(await ask(bea, mercy, 'PATCH', own, { role: 'admin' })).toMatchObject({ status: 403 });
  expect(await ask(bea, mercy, 'POST', 'users', { email: `eve@${mercy.slug}.example.com`, role: 'admin' })).toMatchObject({ status: 403 });

  const list = (await ask(ada, mercy, 'GET', 'users')).body.items ?? [];
  expect(list.map(({ email: of, role, state }) => [of, role, state]).sort()).toEqual([
    [mercy.adminEmail, 'admin', 'active'],
    [email, 'member', 'active'],
  ]);
  expect(await ask(ada, mercy, 'PATCH', own, { disabled: true })).toMatchObject({ status: 200, body: { state: 'disabled' } });
  await expect(enter(mercy, email, 'Chosen-by-a-person-1')).rejects.toThrow();
  const url = urlOf(on.laptop, mercy);
  await expect(renewTokens(placeOf(await consoleConfig(url)), bea.refreshToken)).rejects.toMatchObject({ code: 'invalid_grant' });

  const carl = await enter(lakeside, lakeside.adminEmail, await mailed(lakeside.adminEmail));
  expect(await ask(carl, lakeside, 'GET', 'users')).toMatchObject({ status: 200 });
  expect(await ask(carl, mercy, 'GET', 'users')).toMatchObject({ status: 401 });
  expect(await ask(carl, lakeside, 'PATCH', own, { disabled: false })).toMatchObject({ status: 404 });
});

test('a super admin resends the invitation, and names another administrator, who comes in while the one before is out', async () => {
  const route = `/tenants/${lakeside.tenantId}/administrator`;
  const dora = `dora@${lakeside.slug}.example.com`;
  const named = { email: dora, confirm: lakeside.slug, reason: 'Carl has left' };
  expect((await on.post(route, named)).status).toBe(202);
  const first = await mailed(dora);
  expect((await on.post(route, { reason: 'the mail was lost' })).status).toBe(202);
  const second = await mailed(dora, 2);
  const look = async () => (await on.get(route)) as unknown as Administrator;
  const stands = async () => (await look()).invitation.state;
  expect(await stands()).toBe('invited');
  await expect(enter(lakeside, dora, first)).rejects.toThrow();
  const tokens = await enter(lakeside, dora, second);
  expect(await ask(tokens, lakeside, 'GET', 'users')).toMatchObject({ status: 200 });
  expect(await stands()).toBe('signed-in');
  expect((await look()).mail).toMatchObject({ sender: 'cognito', hindrances: expect.arrayContaining(['sandbox']) });
  await expect(enter(lakeside, lakeside.adminEmail, 'Chosen-by-a-person-1')).rejects.toThrow();
  const { accountId, userPoolId } = lakeside.configuration as { accountId: string; userPoolId: string };
  const groups = new AdminListGroupsForUserCommand({ UserPoolId: userPoolId, Username: lakeside.adminEmail });
  expect((await new CognitoIdentityProviderClient(rootOf(accountId)).send(groups)).Groups).toEqual([]);
  expect((await on.get(`/tenants/${lakeside.tenantId}`)).adminEmail).toBe(dora);
});
