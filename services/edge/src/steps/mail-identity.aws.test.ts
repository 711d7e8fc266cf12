import { CreateEmailIdentityCommand, DeleteEmailIdentityCommand, ListEmailIdentitiesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { mailIdentity } from './mail-identity.ts';

const identities = async (root: Scope, { domain }: { domain: string }): Promise<string[]> => {
  const { EmailIdentities = [] } = await root.tenant(SESv2Client).send(new ListEmailIdentitiesCommand({}));
  return EmailIdentities.flatMap(({ IdentityName = '' }) => (IdentityName === domain ? [IdentityName] : []));
};

stepContract({
  step: mailIdentity,
  tenant,
  list: identities,
  foreign: async (root, needs) => {
    await root.tenant(SESv2Client).send(new CreateEmailIdentityCommand({ EmailIdentity: needs.domain }));
    return { id: needs.domain, isUntouched: async () => (await identities(root, needs)).length === 1 };
  },
  drift: async ({ tenant }, { domain }) => void (await tenant(SESv2Client).send(new DeleteEmailIdentityCommand({ EmailIdentity: domain }))),
  isSound: async (root, needs) => (await identities(root, needs)).length === 1,
});

test('the three DKIM records lie under the domain and point to the zone that SES names', async () => {
  const { scope, needs } = await tenant();
  const { dkimRecords } = await mailIdentity.ensure(scope, needs, {});
  expect(dkimRecords).toHaveLength(3);
  for (const { name, type, value } of dkimRecords) {
    const [token] = name.split('.');
    expect({ name, type, value }).toEqual({
      name: `${token}._domainkey.${needs.domain}`,
      type: 'CNAME',
      value: `${token}.dkim.amazonses.com`,
    });
  }
  await mailIdentity.remove(scope, needs, {});
});
