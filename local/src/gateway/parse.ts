import type { IncomingHttpHeaders } from 'node:http';
import { restOperation } from './rest-operations.ts';
import { s3Operation } from './s3-operations.ts';
import type { AwsCall } from './types.ts';
import { parseXml } from './xml.ts';

/** The access key and scope that a request was signed with: in the Authorization header, or in a presigned query string. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** Signing name, e.g. `sso` for sso-admin. */
  readonly service: string;
}

const AUTHORIZATION = /Credential=([^/,\s]+)\/\d+\/([^/]*)\/([^/]+)\/aws4_request/;

export const credentialOf = (headers: IncomingHttpHeaders, query: URLSearchParams): Credential | undefined => {
  const scope = headers.authorization ?? `Credential=${query.get('X-Amz-Credential') ?? ''}`;
  const match = AUTHORIZATION.exec(scope);
  return match ? { accessKeyId: match[1] ?? '', region: match[2] ?? '', service: match[3] ?? '' } : undefined;
};

/** Signing names that several APIs share, told apart by the JSON target's prefix. */
const TARGET_SERVICES: Readonly<Record<string, string>> = {
  SWBExternalService: 'sso-admin',
  AWSIdentityStore: 'identitystore',
  AWSInsightsIndexService: 'ce',
  ServiceQuotasV20190624: 'service-quotas',
  AWSCognitoIdentityProviderService: 'cognito-idp',
};
const SIGNING_SERVICES: Readonly<Record<string, string>> = {
  sso: 'sso-admin',
  servicequotas: 'service-quotas',
};

const jsonBody = (body: Buffer): Record<string, unknown> => {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : { body: parsed };
  } catch {
    return {};
  }
};

const restBody = (headers: IncomingHttpHeaders, body: Buffer): unknown => {
  if (body.length === 0 || body.length > 1_000_000) return undefined;
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) return jsonBody(body);
  const looksXml = body[0] === 0x3c;
  return looksXml && (type === '' || type.includes('xml')) ? parseXml(body) : undefined;
};

export type ParsedCall = Pick<AwsCall, 'service' | 'operation' | 'params'>;

/** Reads service, operation and input from a request; `signedService` is the signing name, if the request is signed. */
export const parseCall = (
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  signedService: string | undefined,
): ParsedCall => {
  const cut = url.indexOf('?');
  const path = cut < 0 ? url : url.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? '' : url.slice(cut + 1));
  const signing = SIGNING_SERVICES[signedService ?? ''] ?? signedService ?? '';

  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const dot = target.lastIndexOf('.');
    const service = TARGET_SERVICES[target.slice(0, dot)] ?? signing;
    return { service, operation: target.slice(dot + 1), params: jsonBody(body) };
  }
  const rpc = /^\/service\/[^/]+\/operation\/([^/?]+)$/.exec(path);
  if (rpc) return { service: signing, operation: rpc[1] ?? '', params: {} };

  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body.toString('utf8'))
    : query;
  const action = form.get('Action');
  if (action !== null) {
    const { Action: _action, Version: _version, ...params } = Object.fromEntries(form);
    return { service: signing || serviceOfVersion(form.get('Version')), operation: action, params };
  }
  return restCall(method, path, query, headers, body, signing);
};

/** Unsigned query calls name no service; STS's web identity call is the one that is used. */
const serviceOfVersion = (version: string | null): string => (version === '2011-06-15' ? 'sts' : '');

const restCall = (
  method: string,
  path: string,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  body: Buffer,
  service: string,
): ParsedCall => {
  const s3 = service === 's3' || service === '';
  const match = s3 ? s3Operation(method, path, query, headers['x-amz-copy-source'] !== undefined) : restOperation(service, method, path);
  const objectBody = match?.operation === 'PutObject' || match?.operation === 'UploadPart';
  const parsed = objectBody ? undefined : restBody(headers, body);
  const params = { ...Object.fromEntries(query), ...match?.params, ...(parsed === undefined ? {} : { body: parsed }) };
  return { service: service || 's3', operation: match?.operation ?? '', params };
};
