import { CreateEmailIdentityCommand, DeleteEmailIdentityCommand, ListEmailIdentitiesCommand } from '@aws-sdk/client-sesv2';
import { expect, test } from '@jest/globals';
import { StalledError } from '@tenantry/shared/failure/errors';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { mailIdentity } from './mail-identity.ts';

const roots = new Map<string, Scope>();
const identities = async ({ ses, domain }: Scope): Promise<string[]> => {
  const { EmailIdentities = [] } = await ses.send(new ListEmailIdentitiesCommand({}));
  return EmailIdentities.flatMap(({ IdentityName = '' }) => (IdentityName === domain ? [IdentityName] : []));
};

stepContract({
  step: mailIdentity,
  tenant: async () => {
    const { scope, root } = await tenant();
    roots.set(scope.tenantId, root);
    return { scope, needs: { domain: scope.domain } };
  },
  list: ({ tenantId }) => identities(roots.get(tenantId)!),
  drift: async ({ ses, domain }) => void (await ses.send(new DeleteEmailIdentityCommand({ EmailIdentity: domain }))),
  isSound: async ({ tenantId }) => (await identities(roots.get(tenantId)!)).length === 1,
});

test('the three DKIM records lie under the domain and point to the zone that SES names', async () => {
  const { scope } = await tenant();
  const { dkimRecords } = await mailIdentity.ensure(scope, { domain: scope.domain }, {});
  expect(dkimRecords).toHaveLength(3);
  for (const { name, type, value } of dkimRecords) {
    const [token] = name.split('.');
    expect({ name, type, value }).toEqual({
      name: `${token}._domainkey.${scope.domain}`,
      type: 'CNAME',
      value: `${token}.dkim.amazonses.com`,
    });
  }
  await mailIdentity.remove(scope, {}, {});
});

test('an identity of the domain without our tag is an error that says so, and is never touched', async () => {
  const { scope, root } = await tenant();
  await root.ses.send(new CreateEmailIdentityCommand({ EmailIdentity: scope.domain }));
  await expect(mailIdentity.ensure(scope, { domain: scope.domain }, {})).rejects.toThrow(StalledError);
  await mailIdentity.remove(scope, {}, {});
  expect(await identities(root)).toEqual([scope.domain]);
});
