import { describe, expect, test } from '@jest/globals';
import { cbor } from '@smithy/core/cbor';
import type { AwsCall } from './call.ts';
import { AwsError, errorResult } from './errors.ts';
import { parseXml } from './xml.ts';

const call = (service: string, headers: Record<string, string> = {}): AwsCall => ({
  id: 'request-1',
  service,
  operation: 'Op',
  region: 'us-east-1',
  caller: { accountId: '1', arn: 'a' },
  method: 'POST',
  path: '/',
  headers,
  body: Buffer.alloc(0),
  params: {},
});
const error = new AwsError('SomeException', 'not <so>', 409, { Reason: 'WHY' });

describe('errorResult', () => {
  test('JSON: code in the body and the header, details as members', () => {
    const result = errorResult(error, call('organizations', { 'x-amz-target': 'X.Op' }));
    expect(result.status).toBe(409);
    expect(result.headers['x-amzn-errortype']).toBe('SomeException');
    expect(JSON.parse(result.body.toString())).toMatchObject({ __type: 'SomeException', message: 'not <so>', Reason: 'WHY' });
  });

  test('RPC v2: CBOR', () => {
    const { headers, body } = errorResult(error, call('monitoring', { 'smithy-protocol': 'rpc-v2-cbor' }));
    expect(headers).toMatchObject({ 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' });
    expect(cbor.deserialize(body)).toMatchObject({ __type: 'SomeException', message: 'not <so>', Reason: 'WHY' });
  });

  test('EC2: Response/Errors/Error', () => {
    const document = parseXml(errorResult(error, call('ec2', { 'content-type': 'application/x-www-form-urlencoded' })).body);
    expect(document).toMatchObject({
      Response: { Errors: { Error: { Code: 'SomeException', Message: 'not <so>' } }, RequestID: 'request-1' },
    });
  });

  test('query and REST-XML: ErrorResponse/Error', () => {
    for (const one of [call('iam', { 'content-type': 'application/x-www-form-urlencoded' }), call('cloudfront')]) {
      expect(parseXml(errorResult(error, one).body)).toMatchObject({
        ErrorResponse: { Error: { Code: 'SomeException' }, RequestId: 'request-1' },
      });
    }
  });

  test('S3: a bare Error', () => {
    expect(parseXml(errorResult(error, call('s3')).body)).toMatchObject({ Error: { Code: 'SomeException', Message: 'not <so>' } });
  });
});
