import { expect, test } from '@jest/globals';
import { MAX_DEPLOYMENT_NAME } from '@tenantry/shared/deployment/deployment-name';
import { baselineProblems, MAX_EXEMPT, OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import { policy } from '@tenantry/shared/infra/policy';
import { accessRoleGuard, quarantineGuard, tenantsGuard } from './organization.ts';
import { outsidersGuard } from './outsiders-guard.ts';
import { servicesGuard } from './services-guard.ts';

test('the guards keep within the size of a service control policy, whatever a configuration may exempt', () => {
  const arn = 'arn:aws:iam::*:role/';
  const longest = OrganizationBaseline.parse({
    principals: [{ arn: arn + 'x'.repeat(MAX_EXEMPT - arn.length - '[""]'.length), reason: 'the longest' }],
  });
  expect(baselineProblems(longest)).toEqual([]);
  const deployment = 'x'.repeat(MAX_DEPLOYMENT_NAME);
  const guards = [
    tenantsGuard(deployment),
    servicesGuard('ap-southeast-2', longest),
    accessRoleGuard,
    quarantineGuard(deployment, longest),
  ];
  for (const statements of guards) expect(JSON.stringify(policy(statements)).length).toBeLessThanOrEqual(10_240);
  // AWS Organizations User Guide, "Quotas for AWS Organizations": a resource control policy has 5,120.
  expect(JSON.stringify(policy(outsidersGuard('o-1234567890'))).length).toBeLessThanOrEqual(5_120);
});
