import { expect, test } from '@jest/globals';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { requireDeployers } from './deployers.ts';

const check = (account: AccountName, arn?: string): void =>
  requireDeployers([{ account, by: `profile tenantry-${account}`, found: '333333333333', ...(arn ? { arn } : {}) }]);
const role = (name: string): string => `arn:aws:sts::333333333333:assumed-role/${name}/me`;

test.each<AccountName>(['networking', 'devops'])('a role called as ours is refused in %s, whose stack asks for a peering', (account) => {
  expect(() => check(account, role('tenantry-deployer'))).toThrow(
    `profile tenantry-${account} of account ${account} is the role tenantry-deployer: roles called tenantry-… may ask for no peering`,
  );
});

test.each([role('deployer'), role('AWSReservedSSO_Administrator_0123456789abcdef'), 'arn:aws:iam::333333333333:root', undefined])(
  '%s may deploy',
  (arn) => {
    for (const account of ['networking', 'devops'] as const) check(account, arn);
  },
);

test('in other accounts the name of the role is no matter', () => {
  for (const account of ['owner', 'superAdmin', 'production'] as const) check(account, role('tenantry-deployer'));
});
