import { describe, expect, test } from '@jest/globals';
import { cbor } from '@smithy/core/cbor';
import type { ParsedCall } from '../parse.ts';
import { CHANGE, called, json, refusal, restJson, xml, ZONE_CHANGE } from './testing/calls.ts';

describe('what AWS refuses is refused, as the REST service says it', () => {
  test.each<[string, ParsedCall, object]>([
    [
      'Lambda: a range',
      restJson('lambda', 'PUT', '/2015-03-31/functions/f/configuration', { MemorySize: 64 }),
      {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
      },
    ],
    [
      'SES: an enum deep in a structure',
      restJson('ses', 'PUT', '/v2/email/identities/a.b/dkim', { SigningEnabled: 'yes' }),
      { code: 'SerializationException', message: "'signingEnabled' cannot be read: Member must be a boolean" },
    ],
    [
      'API Gateway: what is missing',
      restJson('apigateway', 'POST', '/v2/apis', { name: 'a' }),
      {
        code: 'BadRequestException',
        message: "1 validation error detected: Value null at 'protocolType' failed to satisfy constraint: Member must not be null",
      },
    ],
    [
      'API Gateway: a length',
      restJson('apigateway', 'POST', '/v2/apis', { name: 'a'.repeat(129), protocolType: 'HTTP' }),
      {
        code: 'BadRequestException',
        message: expect.stringMatching(
          /^1 validation error detected: Value 'a+' at 'name' failed to satisfy constraint: Member must have length less than or equal to 128$/,
        ),
      },
    ],
    [
      'Route 53: an enum of the body',
      xml('route53', 'POST', '/2013-04-01/hostedzone/Z1/rrset', ZONE_CHANGE(CHANGE('XYZ', 'a'))),
      {
        code: 'InvalidInput',
        message: expect.stringMatching(
          /^Invalid XML ; cvc-enumeration-valid: Value 'XYZ' is not facet-valid with respect to enumeration '\[SOA, A, /,
        ),
      },
    ],
    [
      'Route 53: a length of the body',
      xml('route53', 'POST', '/2013-04-01/hostedzone/Z1/rrset', ZONE_CHANGE(CHANGE('A', 'a'.repeat(4001)))),
      {
        code: 'InvalidInput',
        message: expect.stringMatching(
          /^Invalid XML ; cvc-maxLength-valid: Value 'a+' with length = '4001' is not facet-valid with respect to maxLength '4000' for type 'RData'\.$/,
        ),
      },
    ],
    [
      'CloudFront: what is missing',
      xml(
        'cloudfront',
        'POST',
        '/2020-05-31/distribution/E1/invalidation',
        '<InvalidationBatch><Paths><Quantity>1</Quantity></Paths></InvalidationBatch>',
      ),
      {
        code: 'MalformedXML',
        message:
          "1 validation error detected: Value null at 'invalidationBatch.callerReference' failed to satisfy constraint: Member must not be null",
      },
    ],
    [
      'S3: an enum of the body',
      xml('s3', 'PUT', '/bucket?lifecycle', '<LifecycleConfiguration><Rule><Status>On</Status></Rule></LifecycleConfiguration>'),
      { code: 'MalformedXML', message: 'The XML you provided was not well-formed or did not validate against our published schema' },
    ],
    [
      'S3: a Region that is none',
      xml(
        's3',
        'PUT',
        '/bucket',
        '<CreateBucketConfiguration><LocationConstraint>us-east-1</LocationConstraint></CreateBucketConfiguration>',
      ),
      { code: 'InvalidLocationConstraint', message: 'The specified location-constraint is not valid' },
    ],
    [
      'S3: an enum of a header',
      called('s3', { method: 'PUT', path: '/bucket', headers: { 'x-amz-acl': 'mine' } }),
      { code: 'InvalidArgument', message: 'Invalid argument: aCL' },
    ],
    [
      'CBOR: a length',
      called('monitoring', {
        path: '/service/GraniteServiceVersion20100801/operation/PutMetricData',
        headers: { 'smithy-protocol': 'rpc-v2-cbor' },
        body: Buffer.from(cbor.serialize({ Namespace: '', MetricData: [{ MetricName: 'm', Value: 1 }] })),
      }),
      {
        code: 'ValidationException',
        message: expect.stringContaining(
          "Value '' at 'namespace' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
      },
    ],
    [
      'CodeCommit: errors by parameter',
      json('codecommit', 'CodeCommit_20150413.GetRepository', { repositoryName: 'a b' }),
      { code: 'InvalidRepositoryNameException' },
    ],
  ])('%s', (_title, call, expected) => {
    expect(refusal(call)).toMatchObject(expected);
  });
});
