import type { Template } from '@tenantry/landing-zone/template';

/** The hosted zone of all CloudFront distributions (Route 53 API reference, AliasTarget). */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** Production account: the console's name leads to its distribution. */
export const aliasTemplate = (deployment: string, domain: string, hostedZoneId: string, distributionDomainName: string): Template => {
  const record = (Type: 'A' | 'AAAA') => ({
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneId: hostedZoneId,
      Name: domain,
      Type,
      AliasTarget: { HostedZoneId: CLOUDFRONT_ZONE, DNSName: distributionDomainName },
    },
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: the console's domain`,
    Resources: { Alias: record('A'), AliasV6: record('AAAA') },
    Outputs: {},
  };
};
