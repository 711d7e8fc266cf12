/** What stands in front of a console, the super admins' and a tenant's alike, as CloudFormation and the APIs of WAF and CloudFront take it. */

/** AWS's managed rule groups without charge, in the order in which they look at a request: the cheapest first. */
const MANAGED = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'] as const;
/** Blocks above 8,192 bytes, which half a page of notes in Japanese has, and a failed message that was repaired. The APIs have their own limits. */
const COUNTED: Readonly<Record<string, readonly string[]>> = { AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'] };

export const visibleAs = (MetricName: string) => ({ MetricName, SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true });

/** Rules from priority 1 on. */
export const managedRules = () =>
  MANAGED.map((Name, index) => ({
    Name,
    Priority: index + 1,
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

/**
 * Blocks an address that asks the API too often. Files do not count: the edge's cache answers.
 * @param limit requests of one address in five minutes
 * @param SearchString `/api/`: bytes in the WAF API, text in CloudFormation
 */
export const rateLimit = <S>(limit: number, SearchString: S) => ({
  Name: 'rate-limit',
  Priority: 0,
  Action: { Block: {} },
  Statement: {
    RateBasedStatement: {
      Limit: limit,
      EvaluationWindowSec: 300,
      AggregateKeyType: 'IP' as const,
      ScopeDownStatement: {
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
      },
    },
  },
  VisibilityConfig: visibleAs('rate-limit'),
});

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
