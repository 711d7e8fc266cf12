import { ACMClient } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { AccountReady } from '@tenantry/events-schema/account';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn } from '@tenantry/shared/domain/names';
import { requireReachable } from '@tenantry/shared/saga/reachable';
import type { StageRecord } from '@tenantry/shared/saga/record';

/** CloudFront takes certificates and web ACLs from this region only (ACM and WAF API references). */
export const CLOUDFRONT_REGION = 'us-east-1';

/** What the steps of edge are given: everything is in the tenant's account. Clients throw OutOfReach when nobody gets into it any more. */
export interface Scope {
  readonly tenantId: string;
  readonly deployment: string;
  /** Where the tenant's console will answer. */
  readonly domain: string;
  readonly s3: S3Client;
  readonly apiGateway: ApiGatewayV2Client;
  readonly acm: ACMClient;
  readonly waf: WAFV2Client;
  readonly cloudFront: CloudFrontClient;
  readonly ses: SESv2Client;
  /** Never called: says where the tenant's console will find Cognito. */
  readonly cognito: CognitoIdentityProviderClient;
}

export const scopeOf = (record: StageRecord, zone: LandingZone): Scope => {
  const account = () => AccountReady.detail.parse(record.seen[AccountReady.name]?.detail);
  const roleArn = () => {
    const { accountId } = account();
    requireReachable(record, accountId);
    return crossAccountRoleArn(accountId, zone.deployment, 'edge');
  };
  return {
    tenantId: record.tenantId,
    deployment: zone.deployment,
    get domain() {
      return account().domain;
    },
    get s3() {
      return client(S3Client, { roleArn: roleArn() });
    },
    get apiGateway() {
      return client(ApiGatewayV2Client, { roleArn: roleArn() });
    },
    get acm() {
      return client(ACMClient, { roleArn: roleArn(), region: CLOUDFRONT_REGION });
    },
    get waf() {
      return client(WAFV2Client, { roleArn: roleArn(), region: CLOUDFRONT_REGION });
    },
    get cloudFront() {
      return client(CloudFrontClient, { roleArn: roleArn(), region: CLOUDFRONT_REGION });
    },
    get ses() {
      return client(SESv2Client, { roleArn: roleArn() });
    },
    get cognito() {
      return client(CognitoIdentityProviderClient);
    },
  };
};
