import { expect, test } from '@jest/globals';
import { webAclSettings } from './web-acl-rules.ts';

test('a body of more than 8 KB, which the API takes, is counted and not blocked; nothing else of the core rule set is changed', () => {
  const group = webAclSettings('T').Rules?.find(({ Name }) => Name === 'AWSManagedRulesCommonRuleSet')?.Statement
    ?.ManagedRuleGroupStatement;
  expect(group?.RuleActionOverrides).toEqual([{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }]);
  expect(group?.ExcludedRules ?? []).toEqual([]);
});
