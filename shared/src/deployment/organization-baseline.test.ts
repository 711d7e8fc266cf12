import { describe, expect, test } from '@jest/globals';
import { configOf } from './config.ts';
import { exemptPrincipals, fits, OrganizationBaseline } from './organization-baseline.ts';

const issuesOf = (baseline: object) => OrganizationBaseline.safeParse(baseline).error?.issues;
const fieldsOf = (baseline: object) => [...new Set(issuesOf(baseline)?.map(({ path }) => path.join('.')))];
const named = (name: string) => ({
  roles: [
    { name: 'AWSControlTowerExecution', reason: 'x' },
    { name, reason: 'x' },
  ],
});

describe("the organization's baseline", () => {
  test('is empty by default, and its example fits', () => {
    expect(exemptPrincipals(configOf('dev').organization.baseline)).toEqual([]);
    expect(configOf('example').organization.baseline.roles.map(({ name }) => name)).toContain('AWSControlTowerExecution');
  });

  test('is matched by whole names, * for any characters and ? for one', () => {
    expect([fits('StackSet-*', 'StackSet-AWSControlTowerBP-1'), fits('StackSet-*', 'MyStackSet-1')]).toEqual([true, false]);
    expect([fits('a?c.d', 'abc.d'), fits('a?c.d', 'abcxd')]).toEqual([true, false]);
  });

  test.each(['*', 'ab*', 'tenantry-*', 'ten*', 'tenantry-stage-network', 'tenantry-prod-deploy', 'tenantry-01*-api'])(
    'refuses the pattern %s, which would hide what is the product’s or everything, and names the field',
    (pattern) => expect(fieldsOf(named(pattern))).toEqual(['roles.1.name']),
  );

  test('needs a reason, and an ARN for a principal', () => {
    expect(fieldsOf({ stacks: [{ name: 'StackSet-*' }] })).toEqual(['stacks.0.reason']);
    for (const arn of ['arn:aws:iam::*:role/*', 'AWSControlTowerExecution', 'arn:aws:iam::*:role/tenantry-*']) {
      expect(fieldsOf({ principals: [{ arn, reason: 'x' }] })).toEqual(['principals.0.arn']);
    }
  });

  test('exempts its roles in any account, and the principals as they are', () => {
    const arn = 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Audit_*';
    const baseline = OrganizationBaseline.parse({ roles: [{ name: 'stacksets-exec-*', reason: 'x' }], principals: [{ arn, reason: 'x' }] });
    expect(exemptPrincipals(baseline)).toEqual(['arn:aws:iam::*:role/stacksets-exec-*', arn]);
  });
});
