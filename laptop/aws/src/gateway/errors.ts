import { cbor } from '@smithy/core/cbor';
import { XMLBuilder } from 'fast-xml-parser';
import type { AwsCall, AwsResult } from './call.ts';
import { modelsOf } from './models/services.ts';

/** An error as AWS would answer it. `status` is the HTTP status (400 unless AWS documents another). */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  /** Further members of the error shape, e.g. `{ Reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' }`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

export type Protocol = 'json' | 'query' | 'ec2' | 'rest-xml' | 'rest-json' | 'cbor';

/** The wire protocol of a call, as its own headers and service tell. */
export const protocolOf = (call: Pick<AwsCall, 'service' | 'headers' | 'path'>): Protocol => {
  if (call.headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (call.headers['x-amz-target'] !== undefined) return 'json';
  if (call.service === 'ec2') return 'ec2';
  if (modelsOf(call.service)[0]?.metadata.protocol === 'rest-xml') return 'rest-xml';
  return call.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? 'query' : 'rest-json';
};

const xml = new XMLBuilder({ ignoreAttributes: false });

const errorDocument = (error: AwsError, call: AwsCall, protocol: Protocol): object => {
  const fields = { Code: error.code, Message: error.message, ...error.details };
  if (protocol === 'ec2') return { Response: { Errors: { Error: fields }, RequestID: call.id } };
  // S3 alone answers a bare <Error>; CloudFront and Route 53 wrap it.
  if (call.service === 's3') return { Error: { ...fields, RequestId: call.id } };
  return { ErrorResponse: { Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', ...fields }, RequestId: call.id } };
};

/** Renders an error in the protocol of the call, so that SDK v3 and botocore read code and message from it. */
export const errorResult = (error: AwsError, call: AwsCall): AwsResult => {
  const protocol = protocolOf(call);
  const ids = { 'x-amzn-requestid': call.id, 'x-amz-request-id': call.id };
  if (protocol === 'json' || protocol === 'rest-json' || protocol === 'cbor') {
    const fields = { __type: error.code, message: error.message, Message: error.message, ...error.details };
    // A query-compatible service (SQS) reads the code of the old protocol from this header.
    const queryCode = { 'x-amzn-query-error': `${error.code};${error.status < 500 ? 'Sender' : 'Receiver'}` };
    const headers = { 'x-amzn-errortype': error.code, ...queryCode, ...ids };
    if (protocol === 'cbor') {
      const types = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
      return { status: error.status, headers: { ...types, ...headers }, body: Buffer.from(cbor.serialize(fields)) };
    }
    const type = { 'content-type': 'application/x-amz-json-1.1' };
    return { status: error.status, headers: { ...type, ...headers }, body: Buffer.from(JSON.stringify(fields)) };
  }
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${xml.build(errorDocument(error, call, protocol))}`;
  return { status: error.status, headers: { 'content-type': 'text/xml', ...ids }, body: Buffer.from(body) };
};

/** A JSON success answer, for services and rules that answer in the emulator's place. */
export const jsonResult = (output: object, status = 200): AwsResult => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: Buffer.from(JSON.stringify(output)),
});

/** Thrown to cut the caller's connection without an answer, as a fault asks. */
export class DroppedConnection extends Error {}
