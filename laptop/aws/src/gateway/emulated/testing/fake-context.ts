import { createClock } from '../../../clock.ts';
import { TEST_WORLD } from '../../../testing/accounts.ts';
import type { AwsCall, AwsResult, EmulatorRequest, EmulatorResponse } from '../../call.ts';
import { AwsError, jsonResult } from '../../errors.ts';
import { createJournal } from '../../journal.ts';
import type { BusDelivery, GatewayContext, Service, ServiceEvent } from '../../types.ts';
import { answerMistakes } from './answer-mistakes.ts';

/** A context without a gateway and an emulator: roles trust what `trust` says, S3, parameters and secrets are maps. */
export interface FakeContext {
  readonly context: GatewayContext;
  /** `bucket/key` → content. */
  readonly objects: Map<string, Buffer>;
  readonly parameters: Map<string, string>;
  readonly secrets: Map<string, string>;
  /** Role name → services that may assume it. */
  readonly trust: Map<string, readonly string[]>;
  /** `action resource` pairs that IAM refuses; everything else is allowed. */
  readonly denied: Set<string>;
  readonly authorized: { readonly arn: string; readonly action: string; readonly resource: string }[];
  readonly emulated: EmulatorRequest[];
  /** What services have published. */
  readonly announced: ServiceEvent[];
  /** What rules have sent to buses of other accounts. */
  readonly delivered: BusDelivery[];
  /** The state as it would be saved. */
  readonly states: Map<string, object>;
}

const ok = (output: Record<string, unknown>): EmulatorResponse => ({ status: 200, output, body: Buffer.alloc(0) });

const iam = (trust: FakeContext['trust'], { operation, input }: EmulatorRequest): EmulatorResponse => {
  const name =
    String(input.RoleName ?? input.RoleArn)
      .split('/')
      .at(-1) ?? '';
  const services = trust.get(name);
  if (!services) return { status: 404, output: {}, body: Buffer.alloc(0) };
  if (operation === 'GetRole') {
    const document = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: services } }] };
    return ok({ GetRoleResponse: { GetRoleResult: { Role: { AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(document)) } } } });
  }
  const Credentials = { AccessKeyId: `ASIA${name}`, SecretAccessKey: 'secret', SessionToken: 'token' };
  const Arn = `arn:aws:sts::100000000003:assumed-role/${name}/${String(input.RoleSessionName)}`;
  return ok({ AssumeRoleResponse: { AssumeRoleResult: { Credentials, AssumedRoleUser: { Arn } } } });
};

const missing = (code: string): AwsResult => ({
  ...jsonResult({ __type: code, message: code }, 400),
  headers: { 'x-amzn-errortype': code },
});

const forwarded = (fake: Omit<FakeContext, 'context'>, call: AwsCall): AwsResult => {
  const target = call.headers['x-amz-target'] ?? '';
  const input = target === '' ? {} : (JSON.parse(call.body.toString()) as Record<string, string>);
  if (target.endsWith('.GetParameter')) {
    const Value = fake.parameters.get(input.Name ?? '');
    return Value === undefined ? missing('ParameterNotFound') : jsonResult({ Parameter: { Value } });
  }
  if (target.endsWith('.GetSecretValue')) {
    const SecretString = fake.secrets.get(input.SecretId ?? '');
    return SecretString === undefined ? missing('ResourceNotFoundException') : jsonResult({ SecretString });
  }
  const key = decodeURIComponent(call.path.split('?')[0] ?? '').slice(1);
  if (call.method === 'PUT') {
    fake.objects.set(key, call.body);
    return { status: 200, headers: {}, body: Buffer.alloc(0) };
  }
  const body = fake.objects.get(key);
  return body
    ? { status: 200, headers: { 'x-amz-version-id': 'v1', etag: '"e1"' }, body }
    : { status: 404, headers: {}, body: Buffer.from('<Error><Code>NoSuchKey</Code></Error>') };
};

export const createFakeContext = (saved: ReadonlyMap<string, object> = new Map()): FakeContext => {
  const fake = {
    objects: new Map<string, Buffer>(),
    parameters: new Map<string, string>(),
    secrets: new Map<string, string>(),
    trust: new Map<string, readonly string[]>(),
    denied: new Set<string>(),
    authorized: [] as { arn: string; action: string; resource: string }[],
    emulated: [] as EmulatorRequest[],
    announced: [] as ServiceEvent[],
    delivered: [] as BusDelivery[],
    states: new Map(saved),
  };
  const context: GatewayContext = {
    world: TEST_WORLD,
    clock: createClock(),
    journal: createJournal(),
    state: <T extends object>(name: string, initial: () => T): T => {
      const state = (fake.states.get(name) ?? initial()) as T;
      fake.states.set(name, state);
      return state;
    },
    emulator: async (request) => {
      fake.emulated.push(request);
      return request.service === 'iam' || request.service === 'sts' ? iam(fake.trust, request) : ok({});
    },
    forward: async (call) => forwarded(fake, call),
    // Only what `authorize` is asked can be refused here.
    authorizeInternal: async () => {},
    authorize: async (call, action, resource) => {
      fake.authorized.push({ arn: call.caller.arn, action, resource });
      if (fake.denied.has(`${action} ${resource}`) || fake.denied.has(action)) {
        throw new AwsError(
          'AccessDeniedException',
          `User: ${call.caller.arn} is not authorized to perform: ${action} on resource: ${resource}`,
        );
      }
    },
    announce: async (event) => void fake.announced.push(event),
    deliver: async (event) => fake.delivered.push(event) > 0,
    url: 'http://127.0.0.1:1',
    region: 'us-east-1',
  };
  return { ...fake, context };
};

/** A call as a role of `accountId`. */
export const fakeCall = (accountId = '100000000003', region = 'us-east-1'): AwsCall => ({
  id: 'call',
  service: '',
  operation: '',
  region,
  caller: { accountId, arn: `arn:aws:sts::${accountId}:assumed-role/caller/session`, role: 'caller' },
  method: 'POST',
  path: '/',
  headers: {},
  body: Buffer.alloc(0),
  params: {},
});

/** Calls operations of a service as a member of one account does; answers what crosses the wire, which has the form of AWS's API model. */
export const caller =
  (service: Service, { context }: FakeContext, call: AwsCall = fakeCall()) =>
  async <T = Record<string, unknown>>(operation: string, input: object = {}): Promise<T> => {
    const perform = service.operations[operation];
    if (!perform) throw new Error(`${service.service} has no ${operation}`);
    const answer = JSON.parse(JSON.stringify(await perform(input as Record<string, never>, call, context))) as T & object;
    const mistakes = answerMistakes(service.service, operation, answer);
    if (mistakes.length > 0) throw new Error(`${service.service} ${operation} answers what AWS does not: ${mistakes.join('; ')}`);
    return answer;
  };
