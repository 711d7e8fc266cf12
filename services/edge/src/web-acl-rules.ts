import type { Rule, VisibilityConfig, WebACL } from '@aws-sdk/client-wafv2';
import { tenantResourceName } from '@tenantry/shared/domain/names';

/** AWS's managed rule groups without charge, in the order in which they look at a request: the cheapest first. */
const MANAGED = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'] as const;
/** Blocks above 8,192 bytes, which half a page of notes in Japanese has. API Gateway and the tenant's API have their own limits. */
const COUNTED: Readonly<Record<string, readonly string[]>> = { AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'] };
/**
 * Requests of one address to the API in five minutes: far more than a hospital behind one address needs, far less than a flood. The
 * console's files do not count: all of a hospital load them at the start of a shift, and the edge's cache answers.
 */
const REQUESTS_PER_ADDRESS = 5_000;
const WINDOW_SECONDS = 300;

const visible = (MetricName: string): VisibilityConfig => ({ MetricName, SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true });

const rateLimit: Rule = {
  Name: 'rate-limit',
  Priority: 0,
  Action: { Block: {} },
  Statement: {
    RateBasedStatement: {
      Limit: REQUESTS_PER_ADDRESS,
      EvaluationWindowSec: WINDOW_SECONDS,
      AggregateKeyType: 'IP',
      ScopeDownStatement: {
        ByteMatchStatement: {
          SearchString: new TextEncoder().encode('/api/'),
          FieldToMatch: { UriPath: {} },
          // CloudFront takes a path to a behavior by its normal form and sends it on as it came ("Path normalization"): /%61pi/ or //api/, too.
          TextTransformations: [
            { Priority: 0, Type: 'URL_DECODE' },
            { Priority: 1, Type: 'NORMALIZE_PATH' },
          ],
          PositionalConstraint: 'STARTS_WITH',
        },
      },
    },
  },
  VisibilityConfig: visible('rate-limit'),
};

const managed = (Name: string, index: number): Rule => ({
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
  VisibilityConfig: visible(Name),
});

/** What the web ACL of a tenant says: allow what no rule blocks. */
export const webAclSettings = (tenantId: string): Required<Pick<WebACL, 'DefaultAction' | 'Rules' | 'VisibilityConfig'>> => ({
  DefaultAction: { Allow: {} },
  Rules: [rateLimit, ...MANAGED.map(managed)],
  VisibilityConfig: visible(tenantResourceName(tenantId)),
});
