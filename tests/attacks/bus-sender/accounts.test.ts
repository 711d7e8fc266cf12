import { expect } from '@jest/globals';
import { conditionsHold } from '@laptop/aws/iam/conditions';
import { evaluate } from '@laptop/aws/iam/evaluate';
import type { ConditionBlock } from '@laptop/aws/iam/policy';
import { sweepBaseline, tenantBaseline } from '@tenantry/landing-zone/tenant';
import { configOf } from '@tenantry/shared/deployment/config';
import { functionRoleName, roleArn } from '@tenantry/shared/domain/names';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { attack } from '../attack.ts';

const config = configOf('dev');
const [mine, other] = ['01JZT3NANTRY000000SAMP0E00', '01JZT3NANTRY00000000THER00'];
interface Trusting {
  readonly Properties?: {
    readonly RoleName?: string;
    readonly AssumeRolePolicyDocument?: { readonly Statement: readonly { readonly Condition?: ConditionBlock }[] };
  };
}

attack('account-of-another-tenant', "a forged event names another tenant's account, for a stage to build or remove something in it", () => {
  const input = { deployment: 'dev', tenantId: mine, config };
  const roles = [tenantBaseline(input), sweepBaseline(input)].flatMap(({ Resources }) => Object.values(Resources) as readonly Trusting[]);
  let asked = 0;
  for (const service of ['account', 'network', 'edge', 'pipeline', 'offboard']) {
    const principal = { 'aws:PrincipalArn': roleArn(config.accounts.superAdmin, functionRoleName('dev', service)) };
    for (const { Properties } of roles.filter((role) => role.Properties?.RoleName === `tenantry-dev-${service}`)) {
      const letsIn = (context: Readonly<Record<string, string>>): boolean =>
        Properties?.AssumeRolePolicyDocument?.Statement.some(({ Condition }) => conditionsHold(Condition, { ...principal, ...context })) ===
        true;
      expect([service, letsIn({ 'sts:ExternalId': mine })]).toEqual([service, true]);
      expect([service, letsIn({ 'sts:ExternalId': other }), letsIn({})]).toEqual([service, false, false]);
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThanOrEqual(6);
});

attack(
  'account-outside-the-organization',
  "a forged event names an account of the attacker's, in which a role of the right name waits",
  () => {
    const functions = everyRole('dev').filter(({ account, name }) => account === 'superAdmin' && name.endsWith('-function'));
    const enters = ({ policies, name }: (typeof functions)[number], organization: string | undefined): boolean =>
      evaluate(policies, {
        action: 'sts:AssumeRole',
        resource: roleArn('999999999999', name.replace('-function', '')),
        context: { 'aws:PrincipalOrgID': 'o-1', ...(organization === undefined ? {} : { 'aws:ResourceOrgID': organization }) },
      }).allowed;
    const inTenants = functions.filter((role) => enters(role, 'o-1')).map(({ name }) => name);
    expect(inTenants.sort()).toEqual(
      ['account', 'edge', 'network', 'offboard', 'pipeline'].map((service) => `tenantry-dev-${service}-function`),
    );
    for (const role of functions) expect([role.name, enters(role, 'o-2'), enters(role, undefined)]).toEqual([role.name, false, false]);
  },
);
