import { describe, expect, test } from '@jest/globals';
import { evaluate } from '@laptop/aws/iam/evaluate';
import type { Policy, Statement } from '@laptop/aws/iam/policy';
import { accessRoleGuard, quarantineGuard, tenantsGuard } from '@tenantry/landing-zone/policies/organization';
import { servicesGuard } from '@tenantry/landing-zone/policies/services-guard';
import { OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';

const everything: Policy = { name: 'everything', statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const baseline = OrganizationBaseline.parse({ roles: [{ name: 'stacksets-exec-*', reason: 'StackSets' }] });

/** Whether a role with every right may do something in an account under a guard. */
const may =
  (statements: readonly object[]) =>
  (roleName: string, action: string, region = 'eu-central-1'): boolean => {
    const guard: Policy = { name: 'guard', statements: statements as readonly Statement[] };
    const context = { 'aws:RequestedRegion': region, 'aws:PrincipalArn': `arn:aws:iam::999999999999:role/${roleName}` };
    return evaluate({ identity: [everything], scps: [[everything, guard]] }, { action, resource: '*', context }).allowed;
  };

describe("a tenant's account", () => {
  const inTenants = may([...tenantsGuard('dev'), ...servicesGuard('eu-central-1', baseline), ...accessRoleGuard]);

  test('is used in the two regions that an off-boarding lists, and in no other', () => {
    for (const region of ['eu-central-1', 'us-east-1'])
      expect(inTenants('tenantry-dev-service', 'lambda:CreateFunction', region)).toBe(true);
    for (const region of ['ap-southeast-2', 'us-west-2']) {
      expect(inTenants('tenantry-dev-service', 'lambda:CreateFunction', region)).toBe(false);
      expect(inTenants('tenantry-dev-service', 'sts:GetCallerIdentity', region)).toBe(true);
      expect(inTenants('tenantry-dev-offboard', 'lambda:DeleteFunction', region)).toBe(false);
      expect(inTenants('stacksets-exec-0123', 'config:PutConfigurationRecorder', region)).toBe(true);
    }
  });

  test('has the services that its roles use, and no machines', () => {
    for (const action of ['ec2:CreateNatGateway', 'cloudfront:CreateDistribution', 'dynamodb:ListTables', 'xray:PutTraceSegments'])
      expect(inTenants('tenantry-dev-service', action)).toBe(true);
    for (const action of ['ec2:RunInstances', 'dynamodb:CreateTable', 'sagemaker:CreateNotebookInstance', 'rolesanywhere:CreateProfile'])
      expect(inTenants('tenantry-dev-service', action)).toBe(false);
  });

  test('has no administrator: the access role does nothing in it', () => {
    expect(inTenants('OrganizationAccountAccessRole', 's3:ListAllMyBuckets')).toBe(false);
  });

  test('gets no further region', () => {
    expect(inTenants('tenantry-dev-service', 'account:EnableRegion', 'us-east-1')).toBe(false);
  });
});

test('in quarantine, only who takes the account back works, and what the organization runs in all of its accounts', () => {
  const inQuarantine = may(quarantineGuard('dev', baseline));
  const works = (roleName: string): boolean => inQuarantine(roleName, 'ec2:DeleteVpc');
  expect(['tenantry-dev-account', 'tenantry-dev-offboard', 'stacksets-exec-0123'].filter(works)).toHaveLength(3);
  expect(
    ['OrganizationAccountAccessRole', 'tenantry-dev-network', 'tenantry-dev-service', 'tenantry-dev-application', 'admin'].filter(works),
  ).toEqual([]);
});
