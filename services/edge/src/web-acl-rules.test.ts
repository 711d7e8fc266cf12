import { expect, test } from '@jest/globals';
import { webAclSettings } from './web-acl-rules.ts';

test('a body of more than 8 KB, which the API takes, is counted and not blocked; nothing else of the core rule set is changed', () => {
  const group = webAclSettings('T').Rules?.find(({ Name }) => Name === 'AWSManagedRulesCommonRuleSet')?.Statement
    ?.ManagedRuleGroupStatement;
  expect(group?.RuleActionOverrides).toEqual([{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }]);
  expect(group?.ExcludedRules ?? []).toEqual([]);
});

test('the rate of an address counts its requests to the API, not the files of the console', () => {
  const [rate] = webAclSettings('T').Rules ?? [];
  const scope = rate?.Statement?.RateBasedStatement?.ScopeDownStatement?.ByteMatchStatement;
  expect(new TextDecoder().decode(scope?.SearchString)).toBe('/api/');
  expect(scope?.PositionalConstraint).toBe('STARTS_WITH');
  // However the path is written: CloudFront sends /%61pi/ and //api/ to the API.
  expect(scope?.TextTransformations).toEqual([
    { Priority: 0, Type: 'URL_DECODE' },
    { Priority: 1, Type: 'NORMALIZE_PATH' },
  ]);
});
