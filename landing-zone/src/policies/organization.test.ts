import { expect, test } from '@jest/globals';
import { MAX_DEPLOYMENT_NAME } from '@tenantry/shared/deployment/deployment-name';
import { baselineProblems, MAX_EXEMPT, OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import { policy } from '@tenantry/shared/infra/policy';
import { quarantineGuard, tenantsGuard } from './organization.ts';

test('the guards keep within the size of a service control policy, whatever a configuration may exempt', () => {
  const arn = 'arn:aws:iam::*:role/';
  const longest = OrganizationBaseline.parse({
    principals: [{ arn: arn + 'x'.repeat(MAX_EXEMPT - arn.length - '[""]'.length), reason: 'the longest' }],
  });
  expect(baselineProblems(longest)).toEqual([]);
  const deployment = 'x'.repeat(MAX_DEPLOYMENT_NAME);
  for (const statements of [tenantsGuard(deployment, 'ap-southeast-2', longest), quarantineGuard(deployment, longest)])
    expect(JSON.stringify(policy(statements)).length).toBeLessThanOrEqual(10_240);
});
