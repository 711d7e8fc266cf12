import * as apigateway from '@aws-sdk/client-apigatewayv2';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudfront from '@aws-sdk/client-cloudfront';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as codebuild from '@aws-sdk/client-codebuild';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as route53 from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as schemas from '@aws-sdk/client-schemas';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import { parseCall } from '../parse.ts';
import type { ServiceModel } from './model.ts';
import { modelsOf } from './services.ts';
import { sampleOf } from './testing/samples.ts';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}
interface Client {
  readonly send: (command: unknown) => Promise<unknown>;
}
type Package = Readonly<Record<string, unknown>>;
type Constructor = new (configuration: object) => unknown;

class Captured extends Error {}

/** A client of AWS's SDK that keeps what it would send. */
const capturing = (Client: Constructor): { readonly client: Client; readonly sent: () => Sent } => {
  let last: Sent | undefined;
  const requestHandler = {
    handle: async (request: Sent) => {
      last = request;
      throw new Captured();
    },
  };
  const client = new Client({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler,
  }) as Client;
  return { client, sent: () => last! };
};

const queryString = (query: Sent['query'] = {}): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((one) => [name, one] as const));
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
};
const bodyOf = (body: Sent['body']): Buffer =>
  ArrayBuffer.isView(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : Buffer.from(body ?? '');

const readOf = async ({ client, sent }: ReturnType<typeof capturing>, command: unknown, service: string) => {
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof Captured)) throw error;
  });
  const { method, path, query, headers, body } = sent();
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return parseCall(method, `${path}${queryString(query)}`, lower, bodyOf(body), service);
};

/** Customers' keys, which the SDK encodes in another way than they are given. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'SSECustomerKey',
  'SSECustomerKeyMD5',
  'CopySourceSSECustomerKey',
  'CopySourceSSECustomerKeyMD5',
]);
/** AWS tells it from ListBuckets by the host alone. */
const BY_HOST = 'ListDirectoryBuckets';

/** Operations of the model that the installed client has as well. */
const commands = (model: ServiceModel, sdk: Package) =>
  Object.values(model.operations).flatMap((operation) => {
    const Command = sdk[`${operation.name}Command`];
    return Command && operation.name !== BY_HOST ? [{ operation, Command: Command as new (input: unknown) => unknown }] : [];
  });

test.each<[string, string, Package]>([
  ['apigateway', 'ApiGatewayV2Client', apigateway],
  ['cloudformation', 'CloudFormationClient', cloudformation],
  ['cloudfront', 'CloudFrontClient', cloudfront],
  ['monitoring', 'CloudWatchClient', cloudwatch],
  ['codebuild', 'CodeBuildClient', codebuild],
  ['ec2', 'EC2Client', ec2],
  ['iam', 'IAMClient', iam],
  ['lambda', 'LambdaClient', lambda],
  ['organizations', 'OrganizationsClient', organizations],
  ['route53', 'Route53Client', route53],
  ['s3', 'S3Client', s3],
  ['schemas', 'SchemasClient', schemas],
  ['sqs', 'SQSClient', sqs],
  ['sts', 'STSClient', sts],
])('%s: what the SDK sends is read as it was given', async (service, name, sdk) => {
  const [model] = modelsOf(service);
  const capture = capturing(sdk[name] as Constructor);
  const wrong: Record<string, unknown> = {};
  for (const { operation, Command } of commands(model!, sdk)) {
    const input = (operation.input ? sampleOf(model!, operation.input, LEFT_OUT) : undefined) ?? {};
    try {
      const call = await readOf(capture, new Command(input), service);
      expect(call.operation).toBe(operation.name);
      expect(call.input).toMatchObject(input as object);
    } catch (error) {
      wrong[operation.name] = error instanceof Error ? error.message.slice(0, 600) : error;
    }
  }
  expect(wrong).toEqual({});
});
