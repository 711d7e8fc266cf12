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
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { request } from 'undici';
import { type OwnAws, startOwnAws } from '../test/local-aws.ts';

// Starting processes takes seconds on a busy machine.
jest.setTimeout(60_000);

const TENANT = '222233334444';
const NAME = 'demo.app.localhost';
// AWS's managed policies: caching disabled; all of the viewer's request but its Host header.
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

let aws: OwnAws;
let distributionId: string;
let distributionDomain: string;
let apiId: string;
let zoneId: string;

/** What a browser sees at a name: the gateway is its proxy. */
const view = async (path: string, headers: Record<string, string> = {}, host = NAME) => {
  const answer = await request(`${aws.local.url}${path}`, { headers: { host, ...headers } });
  return { status: answer.statusCode, body: await answer.body.text(), headers: answer.headers };
};

const createApi = async (): Promise<string> => {
  const config = aws.as(TENANT);
  const lambda = new LambdaClient(config);
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await new IAMClient(config).send(new CreateRoleCommand({ RoleName: 'api', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const source = `export const main = async (event) => ({ statusCode: event.rawPath.endsWith('/missing') ? 404 : 200,
    body: JSON.stringify({ path: event.rawPath, query: event.rawQueryString, token: event.headers.authorization ?? null }) });`;
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'api',
      Runtime: 'nodejs24.x',
      Handler: 'index.main',
      Role: `arn:aws:iam::${TENANT}:role/api`,
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

const distributionConfig = (oacId: string, headersPolicyId: string): DistributionConfig => ({
  CallerReference: 'demo',
  Comment: '',
  Enabled: true,
  DefaultRootObject: 'index.html',
  Aliases: { Quantity: 1, Items: [NAME] },
  Origins: {
    Quantity: 2,
    Items: [
      {
        Id: 'ui',
        DomainName: 'tenant-ui.s3.us-east-1.amazonaws.com',
        OriginAccessControlId: oacId,
        S3OriginConfig: { OriginAccessIdentity: '' },
      },
      {
        Id: 'api',
        DomainName: `${apiId}.execute-api.us-east-1.amazonaws.com`,
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

const createDistribution = async (): Promise<void> => {
  const config = aws.as(TENANT);
  const s3 = new S3Client(config);
  await s3.send(new CreateBucketCommand({ Bucket: 'tenant-ui' }));
  await s3.send(new PutObjectCommand({ Bucket: 'tenant-ui', Key: 'index.html', Body: '<h1>console</h1>', ContentType: 'text/html' }));
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
      DistributionConfig: distributionConfig(OriginAccessControl?.Id ?? '', ResponseHeadersPolicy?.Id ?? ''),
    }),
  );
  distributionId = Distribution?.Id ?? '';
  distributionDomain = Distribution?.DomainName ?? '';
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::tenant-ui/*',
        Condition: { StringEquals: { 'AWS:SourceArn': Distribution?.ARN } },
      },
    ],
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'tenant-ui', Policy: JSON.stringify(policy) }));
};

const writeRecord = async (): Promise<void> => {
  const route53 = new Route53Client(aws.as(aws.local.accounts.production));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'app.localhost', CallerReference: 'zone' }));
  zoneId = HostedZone?.Id ?? '';
  const AliasTarget = { DNSName: distributionDomain, HostedZoneId: 'Z2FDTNDATAQYW2', EvaluateTargetHealth: false };
  const Changes = [{ Action: 'CREATE' as const, ResourceRecordSet: { Name: NAME, Type: 'A' as const, AliasTarget } }];
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }));
};

beforeAll(async () => {
  aws = await startOwnAws({ rules: [] });
  apiId = await createApi();
  await createDistribution();
});
afterAll(() => aws.stop());

test('a name without a record does not answer', async () => {
  expect(await view('/')).toMatchObject({ status: 502, body: expect.stringContaining('has no record') });
});

describe('a name with a record', () => {
  beforeAll(writeRecord);

  test('shows the bucket’s page, which nobody else may read', async () => {
    expect(await view('/')).toMatchObject({ status: 200, body: '<h1>console</h1>' });
    const direct = await fetch(`${aws.local.url}/tenant-ui/index.html`);
    expect(direct.status).toBe(403);
  });

  test('has the response headers of its policy', async () => {
    expect((await view('/')).headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });

  test('answers an unknown path with the page, as its custom error response says', async () => {
    expect(await view('/patients/7')).toMatchObject({ status: 200, body: '<h1>console</h1>' });
  });

  test('leads /api/* to the HTTP API in the tenant account, query and token included', async () => {
    const { status, body } = await view('/api/patients?a=b%20c', { authorization: 'Bearer t' });
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 200,
      body: { path: '/api/patients', query: 'a=b%20c', token: 'Bearer t' },
    });
  });

  test('is reached by proxy requests too, as functions make them', async () => {
    const { host } = new URL(aws.local.url);
    const { request: httpRequest } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const [hostname, port] = host.split(':');
      httpRequest({ hostname, port, path: `http://${NAME}/`, headers: { host: NAME } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});

test('the HTTP API answers at its own address', async () => {
  const { status, body } = await view('/api/x', {}, `${apiId}.execute-api.us-east-1.amazonaws.com`);
  expect({ status, body: JSON.parse(body) }).toMatchObject({ status: 200, body: { path: '/api/x' } });
  expect((await view(`/_aws/execute-api/${apiId}/api/y`, {}, '127.0.0.1')).status).toBe(200);
});

test('a name whose distribution is disabled does not answer', async () => {
  const cloudfront = new CloudFrontClient(aws.as(TENANT));
  const { DistributionConfig: config, ETag } = await cloudfront.send(new GetDistributionConfigCommand({ Id: distributionId }));
  await cloudfront.send(
    new UpdateDistributionCommand({
      Id: distributionId,
      IfMatch: ETag,
      DistributionConfig: { ...config, Enabled: false } as DistributionConfig,
    }),
  );
  expect(await view('/')).toMatchObject({ status: 502, body: expect.stringContaining('is disabled') });
});
