import { ACMClient } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { tenantPolicy } from '@tenantry/landing-zone/policies/edge';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { roleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import { CLOUDFRONT_REGION, type Scope } from '../scope.ts';

/** Not the landing zone's: these tests need none. */
export const TEST_ZONE = 'edge.example';

export interface Tenant {
  readonly accountId: string;
  readonly scope: Scope;
  /** The same with the rights of the account's root, to look and to spoil. */
  readonly root: Scope;
}

const clients = (configuration: ReturnType<typeof rootOf>): Omit<Scope, 'tenantId' | 'deployment' | 'domain'> => ({
  s3: new S3Client(configuration),
  apiGateway: new ApiGatewayV2Client(configuration),
  acm: new ACMClient({ ...configuration, region: CLOUDFRONT_REGION }),
  waf: new WAFV2Client({ ...configuration, region: CLOUDFRONT_REGION }),
  cloudFront: new CloudFrontClient({ ...configuration, region: CLOUDFRONT_REGION }),
  ses: new SESv2Client(configuration),
  cognito: new CognitoIdentityProviderClient(configuration),
});

/** A tenant in an account of its own, in which the steps have exactly the rights of edge's role there. */
export const tenant = async (): Promise<Tenant> => {
  const accountId = unusedAccountId();
  const tenantId = ulid();
  const common = { tenantId, deployment: 'dev', domain: `t-${tenantId.toLowerCase()}.${TEST_ZONE}` };
  return {
    accountId,
    scope: { ...common, ...clients(await roleWith(accountId, tenantPolicy)) },
    root: { ...common, ...clients(rootOf(accountId)) },
  };
};
