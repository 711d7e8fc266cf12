import { describe, expect, test } from '@jest/globals';
import { encodeRequest } from './protocols.ts';

const encode = (service: string, operation: string, input: Readonly<Record<string, unknown>> = {}) =>
  encodeRequest({ accountId: '100000000001', service, region: 'us-east-1', operation, input });

describe('encodeRequest takes the protocol from the API model', () => {
  test.each([
    ['dynamodb', 'application/x-amz-json-1.0', 'DynamoDB_20120810.X', 'dynamodb'],
    ['organizations', 'application/x-amz-json-1.1', 'AWSOrganizationsV20161128.X', 'organizations'],
    ['sso-admin', 'application/x-amz-json-1.1', 'SWBExternalService.X', 'sso'],
    ['service-quotas', 'application/x-amz-json-1.1', 'ServiceQuotasV20190624.X', 'servicequotas'],
    ['tagging', 'application/x-amz-json-1.1', 'ResourceGroupsTaggingAPI_20170126.X', 'tagging'],
  ])('%s: JSON', (service, type, target, signedAs) => {
    const { headers } = encode(service, 'X');
    expect(headers).toMatchObject({ 'content-type': type, 'x-amz-target': target });
    expect(headers.authorization).toContain(`/us-east-1/${signedAs}/aws4_request`);
  });

  test('query services number the members of a list, EC2 the list itself', () => {
    expect(encode('iam', 'ListRoles', { A: [{ B: 'c' }] }).body.toString()).toBe('Action=ListRoles&Version=2010-05-08&A.member.1.B=c');
    expect(encode('monitoring', 'ListMetrics').body.toString()).toBe('Action=ListMetrics&Version=2010-08-01');
    expect(encode('ec2', 'DescribeVpcs', { A: [{ B: 'c' }] }).body.toString()).toBe('Action=DescribeVpcs&Version=2016-11-15&A.1.B=c');
  });

  test('a REST service needs a path', () => {
    expect(() => encode('cloudfront', 'GetDistribution')).toThrow('cloudfront is a REST service: give GetDistribution a method and a path');
    const rest = { method: 'GET', path: '/v2/email/account' };
    const request = encodeRequest({ accountId: '1', service: 'apigateway', region: 'us-east-1', operation: 'Get', input: {}, rest });
    expect(request.headers.authorization).toContain('/apigateway/');
  });
});
