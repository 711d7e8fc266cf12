import { ACMClient } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { tenantPolicy } from '@tenantry/landing-zone/policies/edge';
import { policy } from '@tenantry/shared/infra/policy';
import { roleArn, serviceName } from '@tenantry/shared/names';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';
import type { Scope } from '../scope.ts';

/** Not the landing zone's: these tests need none. */
export const TEST_ZONE = 'edge.example';

export interface Tenant {
  readonly accountId: string;
  readonly scope: Scope;
  /** The same with the rights of the account's root, to look and to spoil. */
  readonly root: Scope;
}

const clients = (configuration: ReturnType<typeof rootOf>): Omit<Scope, 'tenantId' | 'stage' | 'domain'> => ({
  s3: new S3Client(configuration),
  apiGateway: new ApiGatewayV2Client(configuration),
  acm: new ACMClient(configuration),
  waf: new WAFV2Client(configuration),
  cloudFront: new CloudFrontClient(configuration),
  ses: new SESv2Client(configuration),
  cognito: new CognitoIdentityProviderClient(configuration),
});

/** A tenant in an account of its own, in which the steps have exactly the rights of edge's role there. */
export const tenant = async (accountId = unusedAccountId()): Promise<Tenant> => {
  const tenantId = ulid();
  const root = rootOf(accountId);
  const RoleName = serviceName('dev', 'edge');
  const iam = new IAMClient(root);
  await iam
    .send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trustOf(accountId)) }))
    .catch((error: Error) => {
      if (error.name !== 'EntityAlreadyExistsException') throw error;
    });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'edge', PolicyDocument: JSON.stringify(policy(tenantPolicy)) }));
  const { Credentials } = await new STSClient(root).send(
    new AssumeRoleCommand({ RoleArn: roleArn(accountId, RoleName), RoleSessionName: 'test' }),
  );
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  const common = { tenantId, stage: 'dev', domain: `t-${tenantId.toLowerCase()}.${TEST_ZONE}` };
  return {
    accountId,
    scope: { ...common, ...clients({ ...root, credentials }) },
    root: { ...common, ...clients(root) },
  };
};

const trustOf = (accountId: string): object =>
  policy([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }]);
