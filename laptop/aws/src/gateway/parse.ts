import type { IncomingHttpHeaders } from 'node:http';
import { cbor } from '@smithy/core/cbor';
import type { AwsCall } from './call.ts';
import type { WireProtocol } from './models/model.ts';
import { readForm } from './models/read-form.ts';
import { readJson } from './models/read-json.ts';
import { readRest } from './models/read-rest.ts';
import { type RestMatch, type RestRequest, restOperation } from './models/routes.ts';
import { modelsOf, serviceNamed, unsignedService } from './models/services.ts';
import { inputOf, isRecord } from './models/values.ts';
import { pathWithBucket } from './models/virtual-host.ts';
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
    return isRecord(parsed) ? { ...parsed } : { body: parsed };
  } catch {
    return {};
  }
};

const looksXml = (type: string, body: Buffer): boolean => body[0] === 0x3c && (type === '' || type.includes('xml'));

const restBody = (headers: IncomingHttpHeaders, body: Buffer): unknown => {
  if (body.length === 0) return undefined;
  const type = headers['content-type'] ?? '';
  if (type.includes('json')) return jsonBody(body);
  return looksXml(type, body) ? parseXml(body) : undefined;
};

export type ParsedCall = Pick<AwsCall, 'service' | 'operation' | 'params' | 'input' | 'api'>;

/**
 * Reads service, operation and input from a request by AWS's API models; `signedService` is the signing name, if the request is signed.
 * A REST call's operation is empty where the models have none for it.
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
    return rpcCall(service, target.slice(dot + 1), 'json', jsonBody(body));
  }
  const rpc = /^\/service\/[^/]+\/operation\/([^/?]+)$/.exec(path);
  if (rpc) return rpcCall(signed, rpc[1] ?? '', 'smithy-rpc-v2-cbor', cborBody(body));

  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(body.toString('utf8'))
    : query;
  const action = form.get('Action');
  if (action !== null) return formCall(signed, action, form);
  // What is neither signed nor names an operation is a request to a bucket that everybody may read.
  const service = signed || 's3';
  const modelPath = service === 's3' ? pathWithBucket(headers.host, path) : path;
  return restCall(service, { method, path: modelPath, query, headers }, body);
};

const cborBody = (body: Buffer): Record<string, unknown> => {
  if (body.length === 0) return {};
  try {
    const value: unknown = cbor.deserialize(body);
    return isRecord(value) ? { ...value } : {};
  } catch {
    return {};
  }
};

/** The operation in one of the service's models that has it and speaks the protocol. */
const apiOf = (service: string, name: string, protocols: readonly WireProtocol[]): AwsCall['api'] => {
  for (const model of modelsOf(service)) {
    const operation = Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
    if (operation && model.metadata.protocols.some((protocol) => protocols.includes(protocol))) return { model, operation };
  }
  return undefined;
};

const withApi = (call: Pick<ParsedCall, 'service' | 'operation' | 'params'>, api: AwsCall['api'], input: unknown): ParsedCall =>
  api ? { ...call, api, input: isRecord(input) ? input : {} } : call;

const rpcCall = (service: string, operation: string, protocol: WireProtocol, params: Record<string, unknown>): ParsedCall => {
  const api = apiOf(service, operation, [protocol]);
  const input = api?.operation.input && readJson(api.model, api.operation.input, params);
  return withApi({ service, operation, params }, api, input);
};

const formCall = (signed: string, operation: string, form: URLSearchParams): ParsedCall => {
  const { Action: _action, Version: version, ...params } = Object.fromEntries(form);
  const service = signed || unsignedService(({ metadata, operations }) => metadata.apiVersion === version && operation in operations);
  // SQS was a query service: its old clients are still served.
  const api = apiOf(service, operation, ['query', 'ec2', 'json']);
  const input = api?.operation.input && readForm(api.model, api.operation.input, form);
  return withApi({ service, operation, params }, api, input);
};

/** What is larger is no description of anything but someone's data. */
const MOST_PARAMS = 1_000_000;

const restCall = (service: string, request: RestRequest & { readonly headers: IncomingHttpHeaders }, body: Buffer): ParsedCall => {
  const { headers, query } = request;
  const match = restOperation(modelsOf(service), request);
  const parsed = match && hasBlobBody(match) ? undefined : restBody(headers, body);
  const params = {
    ...Object.fromEntries(query),
    ...(match && labelsOf(match)),
    ...(parsed === undefined || body.length > MOST_PARAMS ? {} : { body: parsed }),
  };
  const input = match && readRest(match, request, { bytes: body, parsed });
  const api = match && { model: match.model, operation: match.operation };
  return withApi({ service, operation: match?.operation.name ?? '', params }, api, input);
};

/** The path's labels by their members' names. */
const labelsOf = ({ model, operation, labels }: RestMatch): Record<string, string> => {
  const members = inputOf(model, operation)?.members ?? {};
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, { location, locationName = name }]) => {
      const value = location === 'uri' ? labels[locationName] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
};

const hasBlobBody = ({ model, operation }: RestMatch): boolean => {
  const input = inputOf(model, operation);
  const payload = input?.members?.[input.payload ?? '']?.shape;
  return model.shapes[payload ?? '']?.type === 'blob';
};
