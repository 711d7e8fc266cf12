import type { EmulatorRequest } from './types.ts';

/** JSON services: the prefix of X-Amz-Target. From the services' API models. */
const JSON_TARGETS: Readonly<Record<string, string>> = {
  acm: 'CertificateManager',
  'cognito-idp': 'AWSCognitoIdentityProviderService',
  dynamodb: 'DynamoDB_20120810',
  events: 'AWSEvents',
  kms: 'TrentService',
  logs: 'Logs_20140328',
  organizations: 'AWSOrganizationsV20161128',
  secretsmanager: 'secretsmanager',
  sqs: 'AmazonSQS',
  ssm: 'AmazonSSM',
  tagging: 'ResourceGroupsTaggingAPI_20170126',
  wafv2: 'AWSWAF_20190729',
  'sso-admin': 'SWBExternalService',
  identitystore: 'AWSIdentityStore',
  ce: 'AWSInsightsIndexService',
  'service-quotas': 'ServiceQuotasV20190624',
  codecommit: 'CodeCommit_20150413',
  codebuild: 'CodeBuild_20161006',
  codepipeline: 'CodePipeline_20150709',
};
/** Query services: their API version. */
const QUERY_VERSIONS: Readonly<Record<string, string>> = {
  cloudformation: '2010-05-15',
  ec2: '2016-11-15',
  iam: '2010-05-08',
  monitoring: '2010-08-01',
  rds: '2014-10-31',
  sns: '2010-03-31',
  sts: '2011-06-15',
};

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
export const encodeRequest = ({ accountId, service, region = 'us-east-1', operation, input, rest }: EmulatorRequest): EncodedRequest => {
  const headers: Record<string, string> = { host: '127.0.0.1', authorization: rootAuthorization(accountId, region, signingName(service)) };
  if (rest) {
    return { method: rest.method, path: rest.path, headers: { ...headers, ...rest.headers }, body: Buffer.from(rest.body ?? '') };
  }
  const target = JSON_TARGETS[service];
  if (target !== undefined) {
    headers['content-type'] = service === 'dynamodb' || service === 'sqs' ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1';
    headers['x-amz-target'] = `${target}.${operation}`;
    return { method: 'POST', path: '/', headers, body: Buffer.from(JSON.stringify(input)) };
  }
  const version = QUERY_VERSIONS[service];
  if (version === undefined) throw new Error(`${service} is a REST service: give ${operation} a method and a path (rest)`);
  const fields = new URLSearchParams({ Action: operation, Version: version });
  flatten(input, '', service === 'ec2', fields);
  headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8';
  return { method: 'POST', path: '/', headers, body: Buffer.from(fields.toString()) };
};

const signingName = (service: string): string => ({ 'sso-admin': 'sso', 'service-quotas': 'servicequotas' })[service] ?? service;
