import type { EmulatorRequest } from './call.ts';
import type { Metadata, WireProtocol } from './models/model.ts';
import { modelsOf, signingNameOf } from './models/services.ts';

export interface EncodedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Flattens nested input into form fields: lists as `Name.1` (EC2) or `Name.member.1` (the other query services). */
const flatten = (value: unknown, prefix: string, ec2: boolean, fields: URLSearchParams): void => {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) flatten(member, `${prefix}.${ec2 ? '' : 'member.'}${index + 1}`, ec2, fields);
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) flatten(inner, prefix === '' ? key : `${prefix}.${key}`, ec2, fields);
  } else {
    fields.set(prefix, String(value));
  }
};

/** A 12-digit access key is that account's root on the emulator, and its signature is not checked. */
export const rootAuthorization = (accountId: string, region: string, service: string): string =>
  `AWS4-HMAC-SHA256 Credential=${accountId}/20261123/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/**
 * A request to the emulator as an account's root. EC2 input names its lists as on the wire (`Filter`, `TagSpecification`, `VpcId`);
 * flat form fields (`Filter.1.Name`) pass as they are. A REST call gives `rest`.
 */
export const encodeRequest = ({
  accountId,
  service,
  region,
  operation,
  input,
  rest,
}: EmulatorRequest & { readonly region: string }): EncodedRequest => {
  const headers: Record<string, string> = {
    host: '127.0.0.1',
    authorization: rootAuthorization(accountId, region, signingNameOf(service)),
  };
  if (rest) {
    return { method: rest.method, path: rest.path, headers: { ...headers, ...rest.headers }, body: Buffer.from(rest.body ?? '') };
  }
  const { protocol, metadata } = rpcProtocol(service, operation);
  if (protocol === 'json') {
    headers['content-type'] = `application/x-amz-json-${metadata.jsonVersion}`;
    headers['x-amz-target'] = `${metadata.targetPrefix}.${operation}`;
    return { method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(input)) };
  }
  const fields = new URLSearchParams({ Action: operation, Version: metadata.apiVersion });
  flatten(input, '', protocol === 'ec2', fields);
  headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8';
  return { method: 'POST', path: '/', headers, body: Buffer.from(fields.toString()) };
};

/** Where a service speaks several: CloudWatch's old one is what the emulator knows best. */
const RPC: readonly WireProtocol[] = ['query', 'ec2', 'json'];

/** How a service takes an operation that has no path of its own: one of its protocols in which the operation is a name. */
const rpcProtocol = (service: string, operation: string): { readonly protocol: WireProtocol; readonly metadata: Metadata } => {
  for (const { metadata } of modelsOf(service)) {
    const protocol = RPC.find((one) => metadata.protocols.includes(one));
    if (protocol) return { protocol, metadata };
  }
  throw new Error(`${service} is a REST service: give ${operation} a method and a path (rest)`);
};
