import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { expect, test } from '@jest/globals';
import { checkPermissionSets, findIdentityCenter } from './identity-center.ts';
import { awsError, scripted } from './testing/scripted.ts';

const INSTANCE = { InstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', IdentityStoreId: 'd-1234567890' };
const find = (...answers: readonly object[]) => {
  let page = 0;
  return findIdentityCenter(scripted(new SSOAdminClient({ region: 'eu-west-1' }), () => answers[page++] ?? {}).client, 'eu-west-1');
};

test('Identity Center is found by its region, behind an empty page too', async () => {
  const found = { identityCenterInstanceArn: INSTANCE.InstanceArn, identityStoreId: INSTANCE.IdentityStoreId };
  expect(await find({ Instances: [INSTANCE] })).toEqual(found);
  const active = { ...INSTANCE, Status: 'ACTIVE', PrimaryRegion: 'eu-west-1' };
  expect(await find({ Instances: [], NextToken: 'more' }, { Instances: [active] })).toEqual(found);
});

test.each([
  [
    'nowhere, or in a region that does not answer here',
    {},
    /there is no IAM Identity Center in eu-west-1: .*set region of the configuration/,
  ],
  [
    'a replica of another region',
    { Instances: [{ ...INSTANCE, PrimaryRegion: 'eu-central-1' }] },
    /set region of the configuration to eu-central-1/,
  ],
  [
    'not there yet',
    { Instances: [{ ...INSTANCE, Status: 'CREATE_FAILED', StatusReason: 'try again' }] },
    /Identity Center is CREATE_FAILED \(try again\): run this command again/,
  ],
  ['not to be asked', awsError('AccessDeniedException', 'no'), /IAM Identity Center ListInstances: AccessDeniedException: no/],
])('Identity Center that is %s ends the deployment before anything is written', async (_what, answer, message) => {
  await expect(find(answer)).rejects.toThrow(message);
});

test('a permission set that somebody else has by that name ends the deployment before anything is written', async () => {
  const instance = INSTANCE.InstanceArn;
  const check = (deployment: string, tags: Readonly<Record<string, string>>) => {
    const { client } = scripted(new SSOAdminClient({ region: 'eu-west-1' }), (operation, input) => {
      if (operation === 'ListPermissionSets') return { PermissionSets: ['arn:1', 'arn:2'] };
      if (operation === 'ListTagsForResource') return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
      return { PermissionSet: { Name: (input as { PermissionSetArn: string }).PermissionSetArn === 'arn:2' ? 'TenantViewer' : 'Auditor' } };
    });
    return checkPermissionSets(client, instance, deployment, ['TenantViewer', 'TenantOperator']);
  };
  await check('live', { 'tenantry:stage': 'live' });
  await expect(check('staging', { 'tenantry:stage': 'live' })).rejects.toThrow(
    'config/staging.json: identityCenter.assignments name the permission set TenantViewer, which the deployment live has already: choose a name that only staging has, e.g. "TenantViewer-staging"',
  );
  await expect(check('staging', {})).rejects.toThrow('which somebody else has already');
});
