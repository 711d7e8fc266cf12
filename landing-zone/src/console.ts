import { consoleCertificateParameter, consoleWebAclParameter } from './resource-names.ts';
import { attribute, type Template, tags } from './template.ts';

/** CloudFront takes certificates and web ACLs from this region only (CloudFront Developer Guide, "Requirements for using SSL/TLS certificates"). */
export const CLOUDFRONT_REGION = 'us-east-1';

/**
 * Requests of one address to the API in five minutes. A page that is watched asks once a second: so many that fifty of them stay open
 * in an office behind one address, and nobody is locked out while all look at an incident. Files do not count.
 */
const REQUESTS_PER_ADDRESS = 15_000;
const TO_API = {
  ByteMatchStatement: {
    SearchString: '/api/',
    FieldToMatch: { UriPath: {} },
    // CloudFront takes a path to a behavior by its normal form and sends it on as it came ("Path normalization"): /%61pi/ or //api/, too.
    TextTransformations: [
      { Priority: 0, Type: 'URL_DECODE' },
      { Priority: 1, Type: 'NORMALIZE_PATH' },
    ],
    PositionalConstraint: 'STARTS_WITH',
  },
};
const MANAGED = ['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'] as const;
/** A repaired dead letter has more than the 8 KB at which this rule blocks; the API has its own limit. */
const COUNTED: Readonly<Record<string, readonly string[]>> = { AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'] };

const visible = (MetricName: string) => ({ MetricName, SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true });
const managed = (Name: string, index: number) => ({
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

/** What stands in front of the console, in CloudFront's region of the super-admin account. */
export const consoleFrontTemplate = (deployment: string): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: `Tenantry ${deployment}: web ACL of the console`,
  Resources: {
    WebAcl: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Name: `tenantry-${deployment}-console`,
        Scope: 'CLOUDFRONT',
        DefaultAction: { Allow: {} },
        Rules: [
          {
            Name: 'rate-limit',
            Priority: 0,
            Action: { Block: {} },
            Statement: {
              RateBasedStatement: {
                Limit: REQUESTS_PER_ADDRESS,
                EvaluationWindowSec: 300,
                AggregateKeyType: 'IP',
                ScopeDownStatement: TO_API,
              },
            },
            VisibilityConfig: visible('rate-limit'),
          },
          ...MANAGED.map(managed),
        ],
        VisibilityConfig: visible(`tenantry-${deployment}-console`),
        Tags: tags(deployment),
      },
    },
  },
  Outputs: { WebAclArn: { Value: attribute('WebAcl', 'Arn') } },
});

export interface CnameRecord {
  readonly name: string;
  readonly value: string;
}
/** Production account: the record by which ACM knows that the console's domain is ours. It stays, for renewals. */
export const consoleValidationTemplate = (deployment: string, hostedZoneId: string, { name, value }: CnameRecord): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: `Tenantry ${deployment}: validation of the console's certificate`,
  Resources: {
    ValidationRecord: {
      Type: 'AWS::Route53::RecordSet',
      Properties: { HostedZoneId: hostedZoneId, Name: name, Type: 'CNAME', TTL: '300', ResourceRecords: [value] },
    },
  },
  Outputs: {},
});

/** Region of the control plane: what the console's own stack refers to. */
export const consoleParametersTemplate = (deployment: string, certificateArn: string, webAclArn: string): Template => {
  const parameter = (Name: string, Value: string) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Name, Type: 'String', Value, Description: "For the console's distribution" },
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: where the console's distribution finds certificate and web ACL`,
    Resources: {
      CertificateParameter: parameter(consoleCertificateParameter(deployment), certificateArn),
      WebAclParameter: parameter(consoleWebAclParameter(deployment), webAclArn),
    },
    Outputs: {},
  };
};
