import type { Rule, VisibilityConfig, WebACL } from '@aws-sdk/client-wafv2';
import { tenantResourceName } from '@tenantry/shared/names';

/** AWS's managed rule groups without charge, in the order in which they look at a request: the cheapest first. */
const MANAGED = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'] as const;
/** Requests of one address in five minutes: far more than a hospital behind one address needs, far less than a flood. */
const REQUESTS_PER_ADDRESS = 5_000;
const WINDOW_SECONDS = 300;

const visible = (MetricName: string): VisibilityConfig => ({ MetricName, SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true });

const rateLimit: Rule = {
  Name: 'rate-limit',
  Priority: 0,
  Action: { Block: {} },
  Statement: { RateBasedStatement: { Limit: REQUESTS_PER_ADDRESS, EvaluationWindowSec: WINDOW_SECONDS, AggregateKeyType: 'IP' } },
  VisibilityConfig: visible('rate-limit'),
};

const managed = (Name: string, index: number): Rule => ({
  Name,
  Priority: index + 1,
  OverrideAction: { None: {} },
  Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name } },
  VisibilityConfig: visible(Name),
});

/** What the web ACL of a tenant says: allow what no rule blocks. */
export const webAclSettings = (tenantId: string): Required<Pick<WebACL, 'DefaultAction' | 'Rules' | 'VisibilityConfig'>> => ({
  DefaultAction: { Allow: {} },
  Rules: [rateLimit, ...MANAGED.map(managed)],
  VisibilityConfig: visible(tenantResourceName(tenantId)),
});
