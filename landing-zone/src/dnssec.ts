import { attribute, keyOwner, ref, type Template, tags } from './template.ts';

/** Route 53 signs with keys of this region only (Developer Guide, "Working with customer managed keys for DNSSEC"). */
export const DNSSEC_REGION = 'us-east-1';
const ROUTE53 = { Service: 'dnssec-route53.amazonaws.com' };

/**
 * Production account, us-east-1: signs the public zone. Resolvers validate once the parent zone has the DS record, which a person writes there
 * (docs/runbook.md#sign-the-zone).
 */
export const dnssecTemplate = (deployment: string, account: string, hostedZoneId: string): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: `Tenantry ${deployment}: signature of the public zone`,
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      // Without its key a zone that the parent vouches for answers nobody who validates.
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Description: `Tenantry ${deployment}: signs the public zone`,
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            keyOwner(account),
            {
              Effect: 'Allow',
              Principal: ROUTE53,
              Action: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
              Resource: '*',
              Condition: {
                StringEquals: { 'aws:SourceAccount': account },
                ArnEquals: { 'aws:SourceArn': `arn:aws:route53:::hostedzone/${hostedZoneId}` },
              },
            },
            {
              Effect: 'Allow',
              Principal: ROUTE53,
              Action: 'kms:CreateGrant',
              Resource: '*',
              Condition: { StringEquals: { 'aws:SourceAccount': account }, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
            },
          ],
        },
        Tags: tags(deployment),
      },
    },
    SigningKey: {
      Type: 'AWS::Route53::KeySigningKey',
      Properties: {
        HostedZoneId: hostedZoneId,
        Name: `tenantry_${deployment.replaceAll('-', '_')}`,
        Status: 'ACTIVE',
        KeyManagementServiceArn: attribute('Key', 'Arn'),
      },
    },
    Signing: { Type: 'AWS::Route53::DNSSEC', DependsOn: 'SigningKey', Properties: { HostedZoneId: hostedZoneId } },
  },
  Outputs: { KeyId: { Value: ref('Key') } },
});
