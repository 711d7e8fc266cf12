import { describe, expect, test } from '@jest/globals';
import { credentialOf, parseCall, performedIn } from './parse.ts';

const none = Buffer.alloc(0);
const parse = (method: string, url: string, service: string, headers: Record<string, string> = {}, body: string | Buffer = none) =>
  parseCall(method, url, headers, Buffer.from(body), service);

describe('parseCall', () => {
  test('a JSON call has its operation in the target and its input in the body', () => {
    const headers = { 'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-type': 'application/x-amz-json-1.0' };
    expect(parse('POST', '/', 'dynamodb', headers, '{"TableName":"t"}')).toMatchObject({
      service: 'dynamodb',
      operation: 'PutItem',
      params: { TableName: 't' },
    });
  });

  test('services that sign alike are told apart by their target', () => {
    expect(parse('POST', '/', 'sso', { 'x-amz-target': 'SWBExternalService.ListInstances' }, '{}').service).toBe('sso-admin');
    expect(parse('POST', '/', 'servicequotas', { 'x-amz-target': 'ServiceQuotasV20190624.GetServiceQuota' }, '{}').service).toBe(
      'service-quotas',
    );
  });

  test('a query call has its operation in Action and flat fields', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const call = parse('POST', '/', 'ec2', headers, 'Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=tag%3Aa&Filter.1.Value.1=b');
    expect(call).toMatchObject({
      service: 'ec2',
      operation: 'DescribeVpcs',
      params: { 'Filter.1.Name': 'tag:a', 'Filter.1.Value.1': 'b' },
    });
  });

  test('an RPC v2 call has its operation in the path', () => {
    const call = parse(
      'POST',
      '/service/GraniteServiceVersion20100801/operation/PutMetricData',
      'monitoring',
      { 'smithy-protocol': 'rpc-v2-cbor' },
      'x',
    );
    expect(call.operation).toBe('PutMetricData');
  });

  test.each([
    ['PUT', '/bucket', 'CreateBucket'],
    ['GET', '/bucket?list-type=2&prefix=a', 'ListObjectsV2'],
    ['PUT', '/bucket?policy', 'PutBucketPolicy'],
    ['PUT', '/bucket?publicAccessBlock', 'PutPublicAccessBlock'],
    ['GET', '/bucket?versioning', 'GetBucketVersioning'],
    ['POST', '/bucket?delete', 'DeleteObjects'],
    ['DELETE', '/bucket', 'DeleteBucket'],
    ['HEAD', '/bucket', 'HeadBucket'],
    ['GET', '/', 'ListBuckets'],
    ['PUT', '/bucket/a/b%20c.txt?x-id=PutObject', 'PutObject'],
    ['POST', '/bucket/key?uploads', 'CreateMultipartUpload'],
    ['PUT', '/bucket/key?partNumber=1&uploadId=u', 'UploadPart'],
    ['PUT', '/bucket/key?partNumber=1', 'PutObject'],
    ['GET', '/bucket/key?uploadId=u', 'ListParts'],
    ['DELETE', '/bucket/key?uploadId=u', 'AbortMultipartUpload'],
    ['POST', '/bucket/key?uploadId=u', 'CompleteMultipartUpload'],
    ['GET', '/bucket?lifecycle', 'GetBucketLifecycleConfiguration'],
    ['GET', '/bucket?notification=', 'GetBucketNotificationConfiguration'],
    ['GET', '/bucket?analytics', 'ListBucketAnalyticsConfigurations'],
    ['GET', '/bucket?analytics&id=a', 'GetBucketAnalyticsConfiguration'],
    ['GET', '/bucket?versions', 'ListObjectVersions'],
    ['GET', '/bucket', 'ListObjects'],
    ['HEAD', '/bucket/key', 'HeadObject'],
  ])('S3: %s %s is %s', (method, url, operation) => {
    expect(parse(method, url, 's3').operation).toBe(operation);
  });

  test('S3: a copy names its source in a header', () => {
    expect(parse('PUT', '/bucket/key', 's3', { 'x-amz-copy-source': '/a/b' }).operation).toBe('CopyObject');
  });

  test('unsigned calls are told apart by target and version', () => {
    const target = { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' };
    expect(parse('POST', '/', '', target, '{}')).toMatchObject({ service: 'cognito-idp', operation: 'InitiateAuth' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15';
    expect(parse('POST', '/', '', form, body)).toMatchObject({ service: 'sts', operation: 'AssumeRoleWithWebIdentity' });
    expect(parse('GET', '/bucket/key', '')).toMatchObject({ service: 's3', operation: 'GetObject' });
  });

  test.each([
    ['PUT', '/', 'b.s3.eu-central-1.amazonaws.com', 'CreateBucket', { Bucket: 'b' }],
    ['GET', '/a/c?versionId=1', 'b.with.dots.s3.amazonaws.com:80', 'GetObject', { Bucket: 'b.with.dots', Key: 'a/c' }],
    ['GET', '/', 's3.eu-central-1.amazonaws.com', 'ListBuckets', {}],
  ])('S3: %s %s of %s is %s', (method, url, host, operation, params) => {
    expect(parse(method, url, 's3', { host })).toMatchObject({ operation, params });
  });

  test('an S3 key is decoded', () => {
    expect(parse('PUT', '/bucket/a/b%20c.txt', 's3').params).toMatchObject({ Bucket: 'bucket', Key: 'a/b c.txt' });
  });

  test.each([
    ['cloudfront', 'POST', '/2020-05-31/distribution?WithTags', 'CreateDistributionWithTags'],
    ['cloudfront', 'POST', '/2020-05-31/distribution', 'CreateDistribution'],
    ['cloudfront', 'PUT', '/2020-05-31/distribution/E1/config', 'UpdateDistribution'],
    ['cloudfront', 'POST', '/2020-05-31/response-headers-policy', 'CreateResponseHeadersPolicy'],
    ['cloudfront', 'POST', '/2020-05-31/origin-access-control', 'CreateOriginAccessControl'],
    ['route53', 'POST', '/2013-04-01/hostedzone/Z1/rrset/', 'ChangeResourceRecordSets'],
    ['route53', 'GET', '/2013-04-01/change/C1', 'GetChange'],
    ['route53', 'GET', '/2013-04-01/hostedzonesbyname?dnsname=a', 'ListHostedZonesByName'],
    ['lambda', 'POST', '/2015-03-31/functions/f/invocations', 'Invoke'],
    ['apigateway', 'POST', '/v2/apis/a1/routes', 'CreateRoute'],
    ['ses', 'POST', '/v2/email/identities', 'CreateEmailIdentity'],
    ['ses', 'POST', '/v2/email/list-identities', 'ListEmailIdentities'],
    ['ses', 'POST', '/v2/email/no-such-thing', ''],
    ['apigateway', 'GET', '/restapis', 'GetRestApis'],
    ['apigateway', 'GET', '/v2/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2Fa1', 'GetTags'],
    ['cloudfront', 'GET', '/2020-05-31/distributionsByWebACLId/arn%3Aaws%3Awafv2%3A%2Fx', 'ListDistributionsByWebACLId'],
    ['scheduler', 'POST', '/schedules/s', 'CreateSchedule'],
  ])('%s: %s %s is %s', (service, method, url, operation) => {
    expect(parse(method, url, service).operation).toBe(operation);
  });

  test('a REST-XML body is parsed, path parameters stand beside it', () => {
    const body =
      '<?xml version="1.0"?><ChangeResourceRecordSetsRequest><ChangeBatch><Comment>c</Comment></ChangeBatch></ChangeResourceRecordSetsRequest>';
    expect(parse('POST', '/2013-04-01/hostedzone/Z1/rrset', 'route53', { 'content-type': 'application/xml' }, body).params).toMatchObject({
      HostedZoneId: 'Z1',
      body: { ChangeResourceRecordSetsRequest: { ChangeBatch: { Comment: 'c' } } },
    });
  });

  test('an uploaded XML file is not parsed as parameters', () => {
    expect(parse('PUT', '/bucket/feed.xml', 's3', { 'content-type': 'application/xml' }, '<a/>').params).not.toHaveProperty('body');
  });
});

describe('credentialOf', () => {
  const scope = '100000000002/20261123/us-east-1/sqs/aws4_request';

  test('reads the Authorization header or a presigned query', () => {
    const expected = { accessKeyId: '100000000002', region: 'us-east-1', service: 'sqs' };
    const header = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    expect(credentialOf({ authorization: header }, new URLSearchParams())).toEqual(expected);
    expect(credentialOf({}, new URLSearchParams({ 'X-Amz-Credential': scope }))).toEqual(expected);
  });

  test('a bearer token is no AWS credential', () => {
    expect(credentialOf({ authorization: 'Bearer x.y.z' }, new URLSearchParams())).toBeUndefined();
  });
});

test('a service with one endpoint for all regions performs every call in us-east-1', () => {
  expect(performedIn('organizations', 'eu-central-1')).toBe('us-east-1');
  expect(performedIn('wafv2', 'eu-central-1')).toBe('eu-central-1');
});
