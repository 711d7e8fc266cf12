import { addresses } from './addresses.ts';
import { buckets } from './buckets.ts';
import { certificates } from './certificates.ts';
import { artifacts, delivery, deliveryRoles } from './delivery.ts';
import { distributionParts } from './distribution-parts.ts';
import { distributions } from './distributions.ts';
import { instances } from './ec2-instances.ts';
import { eventRules } from './event-rules.ts';
import { functions } from './functions.ts';
import { httpApis } from './http-apis.ts';
import { hubRoutes } from './hub-routes.ts';
import type { Lister } from './leftover.ts';
import { buildLogs, logGroups } from './log-groups.ts';
import { mailIdentities } from './mail-identities.ts';
import { natGateways } from './nat-gateways.ts';
import { assignments, budgets } from './owner.ts';
import { peerings } from './peerings.ts';
import { records } from './records.ts';
import { roles } from './roles.ts';
import { secrets } from './secrets.ts';
import { stacks } from './stacks.ts';
import { tables } from './tables.ts';
import { tagged } from './tagged.ts';
import { userPools } from './user-pools.ts';
import { vpcs } from './vpcs.ts';
import { webAcls } from './web-acls.ts';

/** Everything in the tenant's own account, in the order in which it is removed. */
export const TENANT_ACCOUNT: readonly Lister[] = [
  functions, // first: their network interfaces hold the VPC
  eventRules,
  distributions, // needs minutes; what it is made of needs it gone
  natGateways,
  peerings,
  addresses,
  httpApis,
  userPools,
  buckets,
  mailIdentities,
  secrets,
  distributionParts,
  webAcls,
  certificates,
  vpcs,
  instances,
  tables,
  logGroups,
  roles,
  stacks,
];

export type SharedAccount = 'owner' | 'superAdmin' | 'devops' | 'networking' | 'production';

/** What shared accounts may still have of the tenant. Only listed, but for late logs: what is there belongs to a stage, which removes it. */
export const SHARED_ACCOUNTS: Readonly<Record<SharedAccount, readonly Lister[]>> = {
  owner: [budgets, assignments],
  superAdmin: [hubRoutes, tagged],
  devops: [delivery, deliveryRoles, artifacts, buildLogs, tagged],
  networking: [hubRoutes, tagged],
  production: [records, tagged],
};
