import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { Wait } from '../failure/errors.ts';

/** Part of a trace as the X-Ray daemon is sent it. */
interface Part {
  readonly id: string;
  readonly parent_id?: string;
  readonly name: string;
  readonly trace_id?: string;
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly fault?: boolean;
  readonly aws?: { readonly operation: string };
}
const FUNCTION = '## src/handler.main';
const ROOT = '1-69241b2c-4f1d2a3b4c5d6e7f80910111';
const KEYS = { tenantId: '01JD0000000000000000000000', stage: 'network', event: 'AccountReady', eventId: 'e/1' };

const daemon = createSocket('udp4');
const aws = createServer((_, response) => response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}'));
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
    _X_AMZN_TRACE_ID: `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`,
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  });
  daemon.on('message', (message) => sent.push(JSON.parse(String(message).split('\n')[1] ?? '{}') as Part));
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
    expect(whole).toMatchObject({ trace_id: ROOT, annotations: KEYS });
    expect(step).toMatchObject({ trace_id: ROOT, parent_id: whole?.id, annotations: { ...KEYS, step: 'vpc' } });
    expect(call).toMatchObject({ parent_id: step?.id, aws: { operation: 'GetItem' } });
    expect(sent.filter(({ name, parent_id }) => name === 'DynamoDB' && parent_id === step?.id)).toHaveLength(2);
  });

  test('shows a step that failed, and not one that only waits', async () => {
    const failed = await traceOf(() => inStep(() => Promise.reject(new Error('no'))));
    expect(failed.get('network.vpc')?.fault).toBe(true);
    const waiting = await traceOf(() => inStep(() => Promise.reject(new Wait(5, 'NAT gateway'))));
    expect(waiting.get('network.vpc')?.fault).toBeUndefined();
  });

  test("is nobody's trouble when no daemon listens", async () => {
    await new Promise<void>((closed) => daemon.close(closed));
    await expect(run(() => inStep(async () => void (await read())))).resolves.toBeUndefined();
  });
});
