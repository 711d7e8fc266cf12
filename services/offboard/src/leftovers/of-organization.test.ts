import { describe, expect, test } from '@jest/globals';
import { OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import { foundIn } from './leftover.ts';
import { ofOrganization } from './of-organization.ts';

const apply = ofOrganization(
  OrganizationBaseline.parse({
    roles: [{ name: 'AWSControlTowerExecution', reason: 'Control Tower' }],
    stacks: [{ name: 'StackSet-*', reason: 'StackSets' }],
  }),
);
const found = (type: string, id: string, isTenants = false) => foundIn({ accountId: '1', region: 'global' }, type)(id, isTenants);

describe('what the organization itself puts into an account', () => {
  test('is baseline, with the configured reason', () => {
    expect(apply(found('IAM role', 'AWSControlTowerExecution'))).toMatchObject({
      baseline: 'of the organization: Control Tower',
      isTold: true,
    });
    expect(apply(found('CloudFormation stack', 'StackSet-Guardrails-1')).baseline).toBe('of the organization: StackSets');
  });

  test('is that kind of thing only, and only by the whole name', () => {
    for (const [type, id] of [
      ['IAM role', 'StackSet-1'],
      ['Lambda function', 'StackSet-1'],
      ['IAM role', 'AWSControlTowerExecution2'],
    ]) {
      expect(apply(found(type!, id!)).baseline).toBeUndefined();
    }
  });

  test("is nothing that carries the tenant's tag or name", () => {
    expect(apply(found('CloudFormation stack', 'StackSet-1', true)).baseline).toBeUndefined();
  });
});
