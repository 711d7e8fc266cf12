import { expect } from '@jest/globals';
import { evaluate } from '@laptop/aws/iam/evaluate';
import { configOf } from '@tenantry/shared/deployment/config';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { attack } from '../attack.ts';

const config = configOf('dev');
const SHARED = ['networking', 'superAdmin'] as const;
type Account = (typeof SHARED)[number];
/** What the network service works as there: its role, or the function's own. */
const ROLES = { networking: 'networking/tenantry-dev-network', superAdmin: 'superAdmin/tenantry-dev-network-function' };

const may = (account: Account, action: string, requester: string): boolean => {
  const role = everyRole('dev').find(({ key }) => key === ROLES[account]);
  if (!role) throw new Error(`there is no role ${ROLES[account]}`);
  const resource = `arn:aws:ec2:${config.region}:${role.accountId}:vpc-peering-connection/pcx-1`;
  const context = { 'ec2:RequesterVpc': `arn:aws:ec2:${config.region}:${requester}:vpc/vpc-1` };
  return evaluate(role.policies, { action, resource, context }).allowed;
};

attack(
  'peering-of-the-platform',
  'a forged event has the network service delete the peering that builds or the VPN reach the database by',
  () => {
    for (const account of SHARED)
      for (const action of ['ec2:DeleteVpcPeeringConnection', 'ec2:AcceptVpcPeeringConnection']) {
        const { networking, superAdmin, devops } = config.accounts;
        for (const stack of [networking, superAdmin, devops]) expect(may(account, action, stack)).toBe(false);
        expect(may(account, action, '999999999999')).toBe(true);
      }
  },
);
