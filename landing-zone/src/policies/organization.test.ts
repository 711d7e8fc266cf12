import { expect, test } from '@jest/globals';
import { baselineProblems, MAX_EXEMPT, OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import { MAX_STAGE_NAME } from '@tenantry/shared/deployment/stage-name';
import { policy } from '@tenantry/shared/infra/policy';
import { quarantineGuard, tenantsGuard } from './organization.ts';

test('the guards keep within the size of a service control policy, whatever a configuration may exempt', () => {
  const arn = 'arn:aws:iam::*:role/';
  const longest = OrganizationBaseline.parse({
    principals: [{ arn: arn + 'x'.repeat(MAX_EXEMPT - arn.length - '[""]'.length), reason: 'the longest' }],
  });
  expect(baselineProblems(longest)).toEqual([]);
  const stage = 'x'.repeat(MAX_STAGE_NAME);
  for (const statements of [tenantsGuard(stage, 'ap-southeast-2', longest), quarantineGuard(stage, longest)])
    expect(JSON.stringify(policy(statements)).length).toBeLessThanOrEqual(10_240);
});
