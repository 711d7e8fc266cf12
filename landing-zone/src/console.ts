import { managedRules, type RequestLimits, rateLimits, visibleAs } from '@tenantry/shared/aws/console-front';
import type { Config } from '@tenantry/shared/deployment/config';
import { webAclLogs } from './access-logs.ts';
import { consoleCertificateParameter, consoleWebAclParameter } from './resource-names.ts';
import { attribute, type Template, tags } from './template.ts';

/** CloudFront takes certificates and web ACLs from this region only (CloudFront Developer Guide, "Requirements for using SSL/TLS certificates"). */
export const CLOUDFRONT_REGION = 'us-east-1';

/**
 * In five minutes. A page that watches a tenant asks twice a second: two of them for each of fifty people in an office behind one address,
 * while all look at an incident; and five for one of them.
 */
export const REQUEST_LIMITS: RequestLimits = { address: 60_000, person: 3_000, stranger: 1_000 };
const limits = rateLimits(REQUEST_LIMITS, '/api/');

/** What stands in front of the console, in CloudFront's region of the super-admin account. */
export const consoleFrontTemplate = (deployment: string, config: Config): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: `Tenantry ${deployment}: web ACL of the console`,
  Resources: {
    WebAcl: {
      Type: 'AWS::WAFv2::WebACL',
      Properties: {
        Name: `tenantry-${deployment}-console`,
        Scope: 'CLOUDFRONT',
        DefaultAction: { Allow: {} },
        Rules: [...limits, ...managedRules(limits.length)],
        VisibilityConfig: visibleAs(`tenantry-${deployment}-console`),
        Tags: tags(deployment),
      },
    },
    ...webAclLogs(deployment, config, CLOUDFRONT_REGION),
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
