import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { DEFAULT_PLAN, limitsOf } from '@tenantry/shared/deployment/plans';
import { isolatedSettings, suspendedSettings, webAclSettings } from './web-acl-rules.ts';

const REQUESTS = limitsOf(configOf('dev'), DEFAULT_PLAN).requests;

test('a body of more than 8 KB, which the API takes, is counted and not blocked; nothing else of the core rule set is changed', () => {
  const group = webAclSettings('T', REQUESTS).Rules?.find(({ Name }) => Name === 'AWSManagedRulesCommonRuleSet')?.Statement
    ?.ManagedRuleGroupStatement;
  expect(group?.RuleActionOverrides).toEqual([{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }]);
  expect(group?.ExcludedRules ?? []).toEqual([]);
});

test.each(['address', 'person', 'stranger'])('the rate of each %s counts requests to the API, not the files of the console', (who) => {
  const rate = webAclSettings('T', REQUESTS).Rules?.find(({ Name }) => Name === `rate-limit-${who}`);
  const narrowed = rate?.Statement?.RateBasedStatement?.ScopeDownStatement;
  const scope = (narrowed?.AndStatement?.Statements?.[0] ?? narrowed)?.ByteMatchStatement;
  expect(new TextDecoder().decode(scope?.SearchString)).toBe('/api/');
  expect(scope?.PositionalConstraint).toBe('STARTS_WITH');
  // However the path is written: CloudFront sends /%61pi/ and //api/ to the API.
  expect(scope?.TextTransformations).toEqual([
    { Priority: 0, Type: 'URL_DECODE' },
    { Priority: 1, Type: 'NORMALIZE_PATH' },
  ]);
});

test.each([
  ['suspended', suspendedSettings('T', 'St. Anna')],
  ['isolated', isolatedSettings('T')],
])(
  'of a tenant that is %s the API answers a program with problem details, and nobody else',
  (_what, { Rules = [], CustomResponseBodies = {} }) => {
    const [{ Statement, Action } = {}] = Rules;
    expect(new TextDecoder().decode(Statement?.ByteMatchStatement?.SearchString)).toBe('/api/');
    const { ResponseCode, CustomResponseBodyKey = '' } = Action?.Block?.CustomResponse ?? {};
    const { ContentType, Content = '' } = CustomResponseBodies[CustomResponseBodyKey] ?? {};
    expect([ResponseCode, ContentType]).toEqual([503, 'APPLICATION_JSON']);
    expect(JSON.parse(Content)).toMatchObject({
      type: expect.stringMatching(/^urn:tenantry:problem:/),
      status: 503,
      title: expect.any(String),
    });
    // Whose it is stands on the page alone.
    expect(Content).not.toContain('Anna');
  },
);

test('priorities of rules are distinct', () => {
  const priorities = webAclSettings('T', REQUESTS).Rules?.map(({ Priority }) => Priority) ?? [];
  expect(new Set(priorities).size).toBe(priorities.length);
});
