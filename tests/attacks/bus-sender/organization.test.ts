import { expect } from '@jest/globals';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';
import { may } from '../evaluated.ts';

const { accounts } = configOf('dev');
const owner = (service: string) => {
  const role = everyRole('dev').find(({ key }) => key === `owner/tenantry-dev-${service}`);
  if (!role) throw new Error(`no role of ${service}`);
  return role;
};
const account = (id: string): string => `arn:aws:organizations::${accounts.owner}:account/o-1/${id}`;
const UNTAGGED = '777777777777';

attack('forged-account-is-closed', "a forged event names an account that is no tenant's, to have it closed", () => {
  const { name, policies } = owner('offboard');
  const close = (id: string, tags: Readonly<Record<string, string>>) =>
    may(policies, [accounts.owner, name], { action: 'organizations:CloseAccount', resource: account(id), context: tags });
  const ofTenant = { 'aws:ResourceTag/tenantry:stage': 'dev', 'aws:ResourceTag/tenantry:tenant-id': '01TENANT000000000000000000' };
  expect(close(UNTAGGED, ofTenant)).toBe(true);
  expect(close(UNTAGGED, {})).toBe(false);
  expect(close(UNTAGGED, { 'aws:ResourceTag/tenantry:stage': 'dev' })).toBe(false);
  for (const shared of Object.values(accounts)) expect([shared, close(shared, ofTenant)]).toEqual([shared, false]);
});

attack('forged-account-is-entered', 'a forged event names an account outside the bootstrap unit, to have roles made in it', () => {
  const { name, policies } = owner('account');
  const enter = (path: string) =>
    may(policies, [accounts.owner, name], {
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${UNTAGGED}:role/OrganizationAccountAccessRole`,
      context: { 'aws:ResourceOrgPaths': [path] },
    });
  expect(enter('o-1/r-1/ou-1/')).toBe(true);
  expect(['o-1/r-1/', 'o-1/r-1/ou-2/', 'o-2/r-1/ou-1/', 'o-1/r-1/ou-1/ou-3/'].filter(enter)).toEqual([]);
});
