import type { IncomingHttpHeaders } from 'node:http';
import { type RestMatch, restOperation } from './models/routes.ts';
import { modelsOf, serviceNamed, unsignedService } from './models/services.ts';
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

/**
 * Services with one endpoint for all of partition aws, in us-east-1: clients sign for it wherever they are, but where an endpoint is
 * given, as the laptop's (botocore's endpoints.json, `partitionEndpoint` and its `credentialScope`).
 */
const GLOBAL_SERVICES = new Set(['budgets', 'ce', 'cloudfront', 'iam', 'organizations', 'route53']);

/** Where a call is performed. @param region what it was signed for, or the deployment's if nothing is signed */
export const performedIn = (service: string, region: string): string => (GLOBAL_SERVICES.has(service) ? 'us-east-1' : region);

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

/**
 * Reads service, operation and input from a request by AWS's API models; `signedService` is the signing name, if the request is signed.
 * The operation is empty where the models have none for the request.
 */
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
  const signed = serviceNamed(signedService ?? '');

  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    const dot = target.lastIndexOf('.');
    const service = signed || unsignedService(({ metadata }) => metadata.targetPrefix === target.slice(0, dot));
    return { service, operation: target.slice(dot + 1), params: jsonBody(body) };
  }
  const rpc = /^\/service\/[^/]+\/operation\/([^/?]+)$/.exec(path);
  if (rpc) return { service: signed, operation: rpc[1] ?? '', params: {} };

  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body.toString('utf8'))
    : query;
  const action = form.get('Action');
  if (action !== null) {
    const { Action: _action, Version: version, ...params } = Object.fromEntries(form);
    const service = signed || unsignedService(({ metadata, operations }) => metadata.apiVersion === version && action in operations);
    return { service, operation: action, params };
  }
  // What is neither signed nor names an operation is a request to a bucket that everybody may read.
  const service = signed || 's3';
  const match = restOperation(modelsOf(service), { method, path, query, headers });
  return { service, operation: match?.operation.name ?? '', params: restParams(match, query, headers, body) };
};

/** The path's labels by their members' names. */
const labelsOf = ({ model, operation, labels }: RestMatch): Record<string, string> => {
  const members = model.shapes[operation.input?.shape ?? '']?.members ?? {};
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, { location, locationName = name }]) => {
      const value = location === 'uri' ? labels[locationName] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
};

const hasBlobBody = ({ model, operation }: RestMatch): boolean => {
  const input = model.shapes[operation.input?.shape ?? ''];
  const payload = input?.members?.[input.payload ?? '']?.shape;
  return model.shapes[payload ?? '']?.type === 'blob';
};

const restParams = (
  match: RestMatch | undefined,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  body: Buffer,
): Readonly<Record<string, unknown>> => {
  const parsed = match && hasBlobBody(match) ? undefined : restBody(headers, body);
  return { ...Object.fromEntries(query), ...(match && labelsOf(match)), ...(parsed === undefined ? {} : { body: parsed }) };
};
