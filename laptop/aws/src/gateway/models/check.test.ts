import { describe, expect, test } from '@jest/globals';
import { cbor } from '@smithy/core/cbor';
import type { ParsedCall } from '../parse.ts';
import { CHANGE, called, form, json, restJson, TAGS, violations, xml, ZONE_CHANGE } from './testing/calls.ts';

describe('what AWS takes passes', () => {
  test.each<[string, ParsedCall]>([
    ['JSON 1.0', json('dynamodb', 'DynamoDB_20120810.PutItem', { TableName: 'abc', Item: { pk: { S: 'a' }, n: { L: [{ N: '1' }] } } })],
    ['JSON 1.1', json('organizations', 'AWSOrganizationsV20161128.CreateAccount', { Email: 'a@b.io', AccountName: 'Customer 1' })],
    ['JSON with null', json('organizations', 'AWSOrganizationsV20161128.ListAccounts', { NextToken: null })],
    ['EC2', form('ec2', { Action: 'CreateVpc', Version: '2016-11-15', CidrBlock: '10.0.0.0/16', DryRun: 'true', ...TAGS })],
    ['query', form('iam', { Action: 'CreateRole', Version: '2010-05-08', RoleName: 'a-b', AssumeRolePolicyDocument: '{}' })],
    ['query with an empty list', form('cloudformation', { Action: 'CreateStack', Version: '2010-05-15', StackName: 'a', Tags: '' })],
    [
      'REST-JSON',
      restJson('lambda', 'POST', '/2015-03-31/functions', {
        FunctionName: 'f',
        Role: 'arn:aws:iam::123456789012:role/r',
        Code: { ZipFile: 'UEs=' },
      }),
    ],
    [
      'REST-XML',
      xml('route53', 'POST', '/2013-04-01/hostedzone/Z1/rrset/', ZONE_CHANGE(CHANGE('A', '1.2.3.4') + CHANGE('TXT', '&quot;a&quot;'))),
    ],
    ['S3 without a body', called('s3', { method: 'GET', path: '/bucket?list-type=2&max-keys=3' })],
    [
      'an S3 object',
      called('s3', {
        method: 'PUT',
        path: '/bucket/a/b.txt',
        headers: { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-meta-a': 'b' },
        body: 'x',
      }),
    ],
    [
      'CBOR',
      called('monitoring', {
        path: '/service/GraniteServiceVersion20100801/operation/PutMetricData',
        headers: { 'smithy-protocol': 'rpc-v2-cbor' },
        body: Buffer.from(cbor.serialize({ Namespace: 'A', MetricData: [{ MetricName: 'm', Value: 1.5 }] })),
      }),
    ],
    ['a nested blob', json('kms', 'TrentService.Encrypt', { KeyId: 'alias/a', Plaintext: 'AAAA' })],
    [
      'a document',
      json('cognito-idp', 'AWSCognitoIdentityProviderService.InitiateAuth', {
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: 'abc',
        AuthParameters: { USERNAME: 'a', PASSWORD: 'b' },
      }),
    ],
  ])('%s', (_title, call) => {
    expect(violations(call)).toEqual([]);
  });
});
