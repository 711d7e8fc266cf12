import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import protobuf from 'protobufjs';
import { Wait } from '../failure/errors.ts';

/** OTLP, as much as is read here: opentelemetry-proto, trace/v1/trace.proto and common/v1/common.proto. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { repeated ScopeSpans scope_spans = 2; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    repeated KeyValue attributes = 9; Status status = 15;
  }
  message Status { int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { string string_value = 1; int64 int_value = 3; ArrayValue array_value = 5; }
  message ArrayValue { repeated AnyValue values = 1; }
`);
const REQUEST = root.lookupType('Request');
interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
}
interface Span {
  readonly traceId: Uint8Array;
  readonly spanId: Uint8Array;
  readonly parentSpanId?: Uint8Array;
  readonly name: string;
  readonly attributes?: readonly { readonly key: string; readonly value: AnyValue }[];
  readonly status?: { readonly code?: number };
}
interface Request {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}
/** Part of a trace. */
interface Part {
  readonly id: string;
  readonly parent: string;
  readonly traceId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** By these it can be searched. */
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly isFault: boolean;
}
const plain = ({ stringValue, intValue, arrayValue }: AnyValue): unknown => arrayValue?.values.map(plain) ?? stringValue ?? intValue;
const hex = (bytes: Uint8Array = new Uint8Array()): string => Buffer.from(bytes).toString('hex');
const partOf = ({ traceId, spanId, parentSpanId, name, attributes = [], status }: Span): Part => {
  const all = Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));
  const listed = (all['aws.xray.annotations'] ?? []) as readonly string[];
  return {
    id: hex(spanId),
    parent: hex(parentSpanId),
    traceId: hex(traceId),
    name,
    attributes: all,
    annotations: Object.fromEntries(listed.map((key) => [key, all[key]])),
    isFault: status?.code === 2,
  };
};
/** One datagram to the X-Ray daemon. */
const partsOf = (message: Buffer): readonly Part[] => {
  const [header = '', body = ''] = String(message).split('\n');
  expect(JSON.parse(header)).toEqual({ format: 'json', version: 1 });
  expect(body).toMatch(/^T1S/);
  const request = REQUEST.toObject(REQUEST.decode(Buffer.from(body.slice(3), 'base64')), { longs: Number }) as Request;
  return request.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(partOf)));
};
const FUNCTION = 'src/handler.main';
const ROOT = '1-69241b2c-4f1d2a3b4c5d6e7f80910111';
const TRACE = '69241b2c4f1d2a3b4c5d6e7f80910111';
const LAMBDA = '53995c3f42cd8ad8';
const header = (sampled: 0 | 1) => `Root=${ROOT};Parent=${LAMBDA};Sampled=${sampled}`;
/** What makes a part an AWS call for X-Ray. */
const CALL = { 'rpc.system': 'aws-api', 'rpc.service': 'DynamoDB', 'rpc.method': 'GetItem', 'aws.request_id': 'r1' };
const KEYS = { tenantId: '01JD0000000000000000000000', stage: 'network', event: 'AccountReady', eventId: 'e/1' };

const daemon = createSocket('udp4');
const headers: unknown[] = [];
let refuses = false;
const aws = createServer((request, response) => {
  headers.push(request.headers['x-amzn-trace-id']);
  response.setHeader('content-type', 'application/x-amz-json-1.0').setHeader('x-amzn-requestid', 'r1');
  if (refuses) response.statusCode = 400;
  response.end(refuses ? '{"__type":"ResourceNotFoundException"}' : '{}');
});
const sent: Part[] = [];
let run: (work: () => Promise<void>) => Promise<void>;
let inStep: (work: () => Promise<void>) => Promise<void>;
let read: () => Promise<unknown>;

/** An environment as Lambda's; the libraries look at it when they are loaded. */
beforeAll(async () => {
  daemon.bind(0, '127.0.0.1');
  aws.listen(0, '127.0.0.1');
  await Promise.all([once(daemon, 'listening'), once(aws, 'listening')]);
  Object.assign(process.env, {
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: '/var/task',
    _HANDLER: 'src/handler.main',
    _X_AMZN_TRACE_ID: header(1),
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  });
  daemon.on('message', (message) => sent.push(...partsOf(message)));
  const { lambda, workFor } = await import('../function/lambda.ts');
  const { traced } = await import('./tracing.ts');
  const { client } = await import('../aws/client.ts');
  run = (work) =>
    lambda<unknown, void>(async () => {
      workFor(KEYS);
      await work();
    })({}, { functionName: 'f' } as Context);
  inStep = (work) => traced('network.vpc', { ...KEYS, step: 'vpc' }, work);
  read = () => client(DynamoDBClient).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } }));
});
afterAll(() => {
  aws.close();
  aws.closeAllConnections();
});

/** What the daemon is sent of an invocation, by name: every part when it ends, the function's own last. */
const traceOf = async (work: () => Promise<void>): Promise<ReadonlyMap<string, Part>> => {
  sent.length = 0;
  await run(work).catch(() => undefined);
  while (!sent.some(({ name }) => name === FUNCTION)) await once(daemon, 'message');
  return new Map(sent.map((part) => [part.name, part]));
};

describe('the trace of a function', () => {
  test('says for which tenant, stage and event it works; a step is a part of it, and a call of AWS a part of the step', async () => {
    const trace = await traceOf(() =>
      inStep(async () => {
        await Promise.all([read(), Promise.resolve().then(read)]);
      }),
    );
    const [whole, step, call] = [trace.get(FUNCTION), trace.get('network.vpc'), trace.get('DynamoDB')];
    expect(whole).toMatchObject({ traceId: TRACE, parent: LAMBDA, annotations: KEYS });
    expect(step).toMatchObject({ traceId: TRACE, parent: whole?.id, annotations: { ...KEYS, step: 'vpc' } });
    expect(call).toMatchObject({ traceId: TRACE, parent: step?.id, attributes: CALL, isFault: false });
    expect(sent.filter(({ name, parent }) => name === 'DynamoDB' && parent === step?.id)).toHaveLength(2);
  });

  test('goes on in what a call of AWS starts', async () => {
    headers.length = 0;
    const call = (await traceOf(() => inStep(async () => void (await read())))).get('DynamoDB');
    expect(headers).toEqual([`Root=${ROOT};Parent=${call?.id};Sampled=1`]);
  });

  test('shows a step that failed, and not one that only waits', async () => {
    const failed = await traceOf(() => inStep(() => Promise.reject(new Error('no'))));
    expect(failed.get('network.vpc')?.isFault).toBe(true);
    const waiting = await traceOf(() => inStep(() => Promise.reject(new Wait(5, 'NAT gateway'))));
    expect(waiting.get('network.vpc')?.isFault).toBe(false);
  });

  test('shows a call that AWS refused, with the answer', async () => {
    refuses = true;
    const call = (await traceOf(() => inStep(async () => void (await read().catch(() => undefined))))).get('DynamoDB');
    refuses = false;
    expect(call).toMatchObject({ isFault: true, attributes: { ...CALL, 'http.response.status_code': 400 } });
  });

  test('is not sent when X-Ray does not keep it, and what a call starts is not kept, either', async () => {
    process.env._X_AMZN_TRACE_ID = header(0);
    headers.length = 0;
    sent.length = 0;
    await run(() => inStep(async () => void (await read())));
    process.env._X_AMZN_TRACE_ID = header(1);
    expect(headers).toEqual([expect.stringMatching(`^Root=${ROOT};Parent=[0-9a-f]{16};Sampled=0$`)]);
    // The next one is kept: nothing of the first comes before it.
    await traceOf(() => Promise.resolve());
    expect(sent.map(({ name }) => name)).toEqual([FUNCTION]);
  });

  test("is nobody's trouble when no daemon listens", async () => {
    await new Promise<void>((closed) => daemon.close(closed));
    await expect(run(() => inStep(async () => void (await read())))).resolves.toBeUndefined();
  });
});
