import { expect, test } from '@jest/globals';
import { consoleFrontTemplate } from './console.ts';

const { Rules } = consoleFrontTemplate('prod').Resources.WebAcl!.Properties as {
  readonly Rules: readonly { readonly Name: string; readonly Statement: object }[];
};
const statementOf = (name: string) => Rules.find(({ Name }) => Name === name)?.Statement;

test('fifty pages that are watched behind one address stay below the rate, and files do not count', () => {
  const watched = 50 * 300;
  expect(statementOf('rate-limit')).toMatchObject({
    RateBasedStatement: { Limit: watched, EvaluationWindowSec: 300, ScopeDownStatement: { ByteMatchStatement: { SearchString: '/api/' } } },
  });
});

test('a repaired message of more than 8 KB is counted and not blocked; nothing else of the core rule set is changed', () => {
  expect(statementOf('AWSManagedRulesCommonRuleSet')).toMatchObject({
    ManagedRuleGroupStatement: { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] },
  });
});
