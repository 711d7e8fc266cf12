import { BY_AWS } from './asked-by-aws.ts';
import { SELDOM, SWEEP } from './asked-seldom.ts';

/** Actions that no kept request and no handler of CloudFormation needs, and that a role has all the same. */
export interface Unused {
  /** Keys of roles: `tenant/tenantry-dev-edge`. */
  readonly roles: RegExp;
  readonly actions: readonly string[];
  /** Who asks for it, and when. */
  readonly reason: string;
  readonly source: string;
}

/** What people do. */
const BY_PEOPLE: readonly Unused[] = [
  {
    roles: /^superAdmin\/tenantry-dev-developer$/,
    actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'sts:AssumeRole'],
    reason: 'developers run functions on their machine and read logs',
    source: 'local/README.md, invoke local; AWS Serverless Framework, `serverless logs`',
  },
];

export const UNUSED: readonly Unused[] = [...BY_AWS, ...SELDOM, ...SWEEP, ...BY_PEOPLE];

export const reasonFor = (role: string, action: string): string | undefined =>
  UNUSED.find(({ roles, actions }) => roles.test(role) && actions.includes(action))?.reason;
