/** What stands in front of a console, the super admins' and a tenant's alike, as CloudFormation and the APIs of WAF and CloudFront take it. */

/** AWS's managed rule groups without charge, in the order in which they look at a request: the cheapest first. */
const MANAGED = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'] as const;
/** Blocks above 8,192 bytes, which half a page of notes in Japanese has, and a failed message that was repaired. The APIs have their own limits. */
const COUNTED: Readonly<Record<string, readonly string[]>> = { AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'] };

export const visibleAs = (MetricName: string) => ({ MetricName, SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true });

/** @param first priority of the first */
export const managedRules = (first: number) =>
  MANAGED.map((Name, index) => ({
    Name,
    Priority: first + index,
    OverrideAction: { None: {} },
    Statement: {
      ManagedRuleGroupStatement: {
        VendorName: 'AWS',
        Name,
        ...(COUNTED[Name] ? { RuleActionOverrides: COUNTED[Name].map((rule) => ({ Name: rule, ActionToUse: { Count: {} } })) } : {}),
      },
    },
    VisibilityConfig: visibleAs(Name),
  }));

/** Requests to the API in `RATE_SECONDS`. */
export interface RequestLimits {
  /** Of one address, where an office or a hospital may be: of all its people together. */
  readonly address: number;
  /** Of one token at one address: a person. */
  readonly person: number;
  /** Of one address without a token. Signing in is not asked of the API. */
  readonly stranger: number;
}
export const RATE_SECONDS = 300;
const HEADER = 'authorization';
const AS_IT_IS = [{ Priority: 0, Type: 'NONE' as const }];

/** A request to a path that begins so, however it is written. */
export const below = <S>(SearchString: S) => ({
  ByteMatchStatement: {
    SearchString,
    FieldToMatch: { UriPath: {} },
    // CloudFront takes a path to a behavior by its normal form and sends it on as it came ("Path normalization"): /%61pi/ or //api/, too.
    TextTransformations: [
      { Priority: 0, Type: 'URL_DECODE' as const },
      { Priority: 1, Type: 'NORMALIZE_PATH' as const },
    ],
    PositionalConstraint: 'STARTS_WITH' as const,
  },
});

/**
 * Blocks who asks the API too often: a person, a stranger, and an address however many tokens it makes up. Files do not count: the edge's
 * cache answers. Priorities from 0.
 * @param SearchString `/api/`: bytes in the WAF API, text in CloudFormation
 */
export const rateLimits = <S>({ address, person, stranger }: RequestLimits, SearchString: S) => {
  const toApi = below(SearchString);
  const signedIn = {
    SizeConstraintStatement: {
      FieldToMatch: { SingleHeader: { Name: HEADER } },
      ComparisonOperator: 'GT' as const,
      Size: 0,
      TextTransformations: AS_IT_IS,
    },
  };
  const rule = (name: string, Priority: number, Limit: number, by: object, ScopeDownStatement: object) => ({
    Name: name,
    Priority,
    Action: { Block: {} },
    Statement: {
      RateBasedStatement: { Limit, EvaluationWindowSec: RATE_SECONDS, AggregateKeyType: 'IP' as const, ...by, ScopeDownStatement },
    },
    VisibilityConfig: visibleAs(name),
  });
  // A request without the header is not counted by a rule that aggregates by it (AWS WAF API reference, RateBasedStatement).
  const byPerson = {
    AggregateKeyType: 'CUSTOM_KEYS' as const,
    CustomKeys: [{ IP: {} }, { Header: { Name: HEADER, TextTransformations: AS_IT_IS } }],
  };
  return [
    rule('rate-limit-address', 0, address, {}, toApi),
    rule('rate-limit-person', 1, person, byPerson, toApi),
    rule('rate-limit-stranger', 2, stranger, {}, { AndStatement: { Statements: [toApi, { NotStatement: { Statement: signedIn } }] } }),
  ];
};

/** A console loads its own files, and talks to its own API and to Cognito: nothing else. */
export const contentSecurityPolicy = (signInSources: string): string =>
  [
    "default-src 'self'",
    `connect-src 'self' ${signInSources}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
