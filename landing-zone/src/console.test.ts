import { expect, test } from '@jest/globals';
import { RATE_SECONDS } from '@tenantry/shared/aws/console-front';
import { configOf } from '@tenantry/shared/deployment/config';
import { consoleFrontTemplate, REQUEST_LIMITS } from './console.ts';

const { Rules } = consoleFrontTemplate('prod', configOf('dev')).Resources.WebAcl!.Properties as {
  readonly Rules: readonly { readonly Name: string; readonly Statement: object }[];
};
const statementOf = (name: string) => Rules.find(({ Name }) => Name === name)?.Statement;

test('fifty people who watch, with two pages each, stay below the rate of their address; one with five below the rate of a person', () => {
  const asked = 2 * RATE_SECONDS; // a page asks for the tenant and for its timeline, each once a second
  expect(REQUEST_LIMITS.address).toBeGreaterThanOrEqual(50 * 2 * asked);
  expect(REQUEST_LIMITS.person).toBeGreaterThanOrEqual(5 * asked);
  expect(statementOf('rate-limit-address')).toMatchObject({
    RateBasedStatement: { Limit: REQUEST_LIMITS.address, AggregateKeyType: 'IP', EvaluationWindowSec: RATE_SECONDS },
  });
});

test('a repaired message of more than 8 KB is counted and not blocked; nothing else of the core rule set is changed', () => {
  expect(statementOf('AWSManagedRulesCommonRuleSet')).toMatchObject({
    ManagedRuleGroupStatement: { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] },
  });
});
