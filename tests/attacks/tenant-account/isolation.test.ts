import { expect } from '@jest/globals';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';
import { EVERYTHING, guardsOf, may } from '../evaluated.ts';

const config = configOf('dev');
const TENANT = '999999999999';
const FULL = [EVERYTHING];
const UNIT = [EVERYTHING, ...guardsOf('dev', config, 'TenantsGuard', 'ServicesGuard', 'AccessRoleGuard')];
const live = { identity: FULL, scps: [FULL, UNIT, FULL] };
const isolated = { identity: FULL, scps: [FULL, UNIT, [EVERYTHING, ...guardsOf('dev', config, 'IsolationGuard')]] };

/** What the unit's own policies let an administrator do. */
const ATTEMPTS = ['s3:GetObject', 'secretsmanager:GetSecretValue', 'lambda:InvokeFunction', 'ec2:CreateRoute', 'cognito-idp:AdminGetUser'];
const THEIRS = ['tenantry-dev-application', 'tenantry-dev-release-data', 'AWSReservedSSO_TenantOperator_0123', 'administrator'];
const STAGES = ['account', 'network', 'edge', 'pipeline', 'offboard'];

attack('isolated-session', 'a session of the tenant’s account that began before the isolation goes on', () => {
  for (const role of THEIRS)
    for (const action of ATTEMPTS) {
      expect([role, action, may(live, [TENANT, role], { action })]).toEqual([role, action, true]);
      expect([role, action, may(isolated, [TENANT, role], { action })]).toEqual([role, action, false]);
    }
  // By these it is opened again, or removed.
  for (const stage of STAGES)
    expect([stage, may(isolated, [TENANT, `tenantry-dev-${stage}`], { action: 's3:GetObject' })]).toEqual([stage, true]);
});

attack('isolated-role-alike', 'somebody in the account has a role that is called almost like one of a stage', () => {
  for (const role of [
    'tenantry-dev-accounts',
    'tenantry-prod-account',
    'x/tenantry-dev-account',
    'tenantry-dev-network-2',
    'Tenantry-dev-edge',
  ])
    expect([role, may(isolated, [TENANT, role], { action: 's3:GetObject' })]).toEqual([role, false]);
});
