import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateOriginAccessControlCommand,
  CreateResponseHeadersPolicyCommand,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import type { ClientConfig } from '../../testing/own-aws.ts';

// AWS's managed policies: caching disabled; all of the viewer's request but its Host header.
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

/** An HTTP API whose `/api/*` is answered by a function that says what it was asked. Answers its id. */
export const createApi = async (config: ClientConfig, accountId: string): Promise<string> => {
  const lambda = new LambdaClient(config);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await new IAMClient(config).send(new CreateRoleCommand({ RoleName: 'api', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  // The last part of a path, if it is a number, is the status; the time tells one answer from the next.
  const source = `export const main = async (event) => ({ statusCode: Number(event.rawPath.split('/').at(-1)) || 200,
    headers: { 'cache-control': 'no-store', 'x-answered': String(process.hrtime.bigint()) },
    body: JSON.stringify({ path: event.rawPath, query: event.rawQueryString, token: event.headers.authorization ?? null }) });`;
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'api',
      Runtime: 'nodejs24.x',
      Handler: 'index.main',
      Role: `arn:aws:iam::${accountId}:role/api`,
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'api',
      StatementId: 'api',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );
  const api = new ApiGatewayV2Client(config);
  const { ApiId = '' } = await api.send(new CreateApiCommand({ Name: 'api', ProtocolType: 'HTTP' }));
  const { IntegrationId } = await api.send(
    new CreateIntegrationCommand({ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: FunctionArn, PayloadFormatVersion: '2.0' }),
  );
  await api.send(new CreateRouteCommand({ ApiId, RouteKey: 'ANY /api/{proxy+}', Target: `integrations/${IntegrationId}` }));
  await api.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  return ApiId;
};

interface Parts {
  readonly alias: string;
  readonly apiId: string;
  readonly region: string;
  readonly oacId: string | undefined;
  readonly headersPolicyId: string | undefined;
}

const distributionConfig = ({ alias, apiId, region, oacId, headersPolicyId }: Parts): DistributionConfig => ({
  CallerReference: 'demo',
  Comment: '',
  Enabled: true,
  DefaultRootObject: 'index.html',
  Aliases: { Quantity: 1, Items: [alias] },
  Origins: {
    Quantity: 2,
    Items: [
      {
        Id: 'ui',
        DomainName: `customer-ui.s3.${region}.amazonaws.com`,
        OriginAccessControlId: oacId,
        S3OriginConfig: { OriginAccessIdentity: '' },
      },
      {
        Id: 'api',
        DomainName: `${apiId}.execute-api.${region}.amazonaws.com`,
        CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
      },
    ],
  },
  DefaultCacheBehavior: {
    TargetOriginId: 'ui',
    ViewerProtocolPolicy: 'redirect-to-https',
    CachePolicyId: CACHING_DISABLED,
    ResponseHeadersPolicyId: headersPolicyId,
  },
  CacheBehaviors: {
    Quantity: 1,
    Items: [
      {
        PathPattern: '/api/*',
        TargetOriginId: 'api',
        ViewerProtocolPolicy: 'https-only',
        CachePolicyId: CACHING_DISABLED,
        OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
        AllowedMethods: { Quantity: 7, Items: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'] },
      },
    ],
  },
  CustomErrorResponses: {
    Quantity: 1,
    Items: [{ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: '200', ErrorCachingMinTTL: 0 }],
  },
});

export interface HostedDistribution {
  readonly id: string;
  readonly domain: string;
}

/** A bucket with a page, and a distribution in front of it and of the API. */
export const createDistribution = async (config: ClientConfig, alias: string, apiId: string): Promise<HostedDistribution> => {
  const s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket: 'customer-ui' }));
  await s3.send(new PutObjectCommand({ Bucket: 'customer-ui', Key: 'index.html', Body: '<h1>console</h1>', ContentType: 'text/html' }));
  const cloudfront = new CloudFrontClient(config);
  const { OriginAccessControl } = await cloudfront.send(
    new CreateOriginAccessControlCommand({
      OriginAccessControlConfig: { Name: 'ui', SigningProtocol: 'sigv4', SigningBehavior: 'always', OriginAccessControlOriginType: 's3' },
    }),
  );
  const { ResponseHeadersPolicy } = await cloudfront.send(
    new CreateResponseHeadersPolicyCommand({
      ResponseHeadersPolicyConfig: {
        Name: 'secure',
        SecurityHeadersConfig: { ContentTypeOptions: { Override: true }, FrameOptions: { FrameOption: 'DENY', Override: true } },
      },
    }),
  );
  const { Distribution } = await cloudfront.send(
    new CreateDistributionCommand({
      DistributionConfig: distributionConfig({
        alias,
        apiId,
        region: config.region,
        oacId: OriginAccessControl?.Id,
        headersPolicyId: ResponseHeadersPolicy?.Id,
      }),
    }),
  );
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::customer-ui/*',
        Condition: { StringEquals: { 'AWS:SourceArn': Distribution?.ARN } },
      },
    ],
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'customer-ui', Policy: JSON.stringify(policy) }));
  return { id: Distribution?.Id ?? '', domain: Distribution?.DomainName ?? '' };
};
