import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { codeOf, messageOf } from '../failure/errors.ts';
import { traceCall } from '../telemetry/tracing.ts';
import { neverCreateTwice } from './ambiguous.ts';
import { expectBucketOwner } from './bucket-owner.ts';
import { tellStep, tellTenant } from './calling.ts';
import { logCall, nameOfCall } from './log-call.ts';
import { refuseWrites } from './looking.ts';
import { recentlyUsed } from './recently-used.ts';

export interface Target {
  /** Role to assume; the caller's own credentials when absent. */
  readonly roleArn?: string | undefined;
  /** Role that assumes it, where the caller itself may not. */
  readonly through?: string | undefined;
  /** For whom it is assumed: roles of a tenant's account let in only who says its id (IAM User Guide, "The confused deputy problem"). */
  readonly externalId?: string | undefined;
  readonly region?: string | undefined;
  /** Of the buckets that are asked for, where no role says so: with the caller's own credentials, the caller's account. */
  readonly bucketOwner?: string | undefined;
}
interface Configuration {
  readonly region?: string;
  readonly credentials?: ReturnType<typeof fromTemporaryCredentials>;
  readonly retryMode: string;
  readonly maxAttempts: number;
}
/** As much of an SDK v3 client as is needed to note the API call on its errors. */
export interface SdkClient {
  readonly middlewareStack: { add: (middleware: never, options: never) => void };
  readonly destroy?: () => void;
}
export type ClientClass<C extends SdkClient> = new (configuration: never) => C;

/**
 * Clients and sessions that a process keeps: those of the last tenants. A client that was used takes some 125 KB, and a sweep opens forty
 * in a tenant's account: kept for ever, they would fill a worker's memory after eighty tenants.
 */
export const MOST_CLIENTS = 200;
const MOST_SESSIONS = 50;
/** What of it is still held works on: it opens connections again. */
const clients = recentlyUsed<SdkClient>(MOST_CLIENTS, (old) => old.destroy?.());
const sessions = recentlyUsed<Credentials>(MOST_SESSIONS);

/**
 * An SDK client, one per (class, role, region), with adaptive retries. Endpoint and region come from the SDK's
 * standard configuration. Errors carry the API call as `call`: `EC2 CreateNatGateway`.
 */
export const client = <C extends SdkClient>(type: ClientClass<C>, target: Target = {}): C => {
  const key = [type.name, target.roleArn, target.through, target.externalId, target.region, target.bucketOwner].join(' ');
  return clients.get(key, () => create(type, target)) as C;
};

const create = <C extends SdkClient>(type: ClientClass<C>, target: Target): C => {
  const configuration: Configuration = {
    retryMode: 'adaptive',
    maxAttempts: 4,
    ...(target.region ? { region: target.region } : {}),
    ...(target.roleArn ? { credentials: session(target.roleArn, target.through, target.externalId) } : {}),
  };
  const created = new type(configuration as never);
  created.middlewareStack.add(noteCall as never, { step: 'initialize', name: 'noteCall', priority: 'high' } as never);
  created.middlewareStack.add(refuseWrites as never, { step: 'initialize', name: 'refuseWrites', priority: 'high' } as never);
  created.middlewareStack.add(logCall(true) as never, { step: 'initialize', name: 'logCall', priority: 'high' } as never);
  created.middlewareStack.add(expectBucketOwner(accountOf(target)) as never, { step: 'initialize', name: 'expectBucketOwner' } as never);
  if (target.roleArn) {
    created.middlewareStack.add(forgetUnknown(target) as never, { step: 'initialize', name: 'forgetUnknown', priority: 'high' } as never);
  }
  created.middlewareStack.add(neverCreateTwice as never, { step: 'finalizeRequest', name: 'neverCreateTwice', priority: 'low' } as never);
  created.middlewareStack.add(tellStep as never, { step: 'finalizeRequest', name: 'tellStep', priority: 'low' } as never);
  created.middlewareStack.add(traceCall(target.region) as never, { step: 'build', name: 'traceCall' } as never);
  return created;
};

/** Whose buckets a client asks for: those of the account that its role is in. */
const accountOf = ({ bucketOwner, roleArn }: Target): string | undefined => bucketOwner ?? roleArn?.split(':')[4];

type Credentials = ReturnType<typeof fromTemporaryCredentials>;
/** The SDK's clients ask for new credentials five minutes before theirs end. Milliseconds. */
const RENEWAL = 300_000;

/** Asks once for all clients, which would each assume the role for themselves. A refusal is not remembered. */
const shared = (provider: Credentials): Credentials => {
  let current: ReturnType<Credentials> | undefined;
  let ends = 0;
  return (properties) => {
    if (current && ends - RENEWAL > Date.now()) return current;
    ends = Number.POSITIVE_INFINITY; // while it is asked for
    current = provider(properties).then(
      (credentials) => {
        ends = credentials.expiration?.getTime() ?? 0;
        return credentials;
      },
      (error: unknown) => {
        current = undefined;
        throw error;
      },
    );
    return current;
  };
};

/** Credentials of an assumed role, renewed before they end, shared by all clients of the role. */
const session = (roleArn: string, through?: string, externalId?: string): Credentials =>
  sessions.get(sessionKey({ roleArn, through, externalId }), () => assumed(roleArn, through, externalId));
const sessionKey = ({ roleArn, through, externalId }: Target): string => [roleArn, through, externalId].join(' ');

const assumed = (roleArn: string, through?: string, externalId?: string): Credentials =>
  shared(
    fromTemporaryCredentials({
      ...(through ? { masterCredentials: session(through) } : {}),
      // The provider keeps its client and applies the plug-ins again whenever it assumes the role: without `override` the second time fails.
      clientPlugins: [
        {
          applyToStack: (stack) => {
            stack.add(tellTenant as never, { step: 'finalizeRequest', name: 'tellTenant', priority: 'low', override: true });
            // A role that may not be assumed is STS's refusal, not one of the call that needed it.
            stack.add(noteCall as never, { step: 'initialize', name: 'noteCall', priority: 'high', override: true });
            stack.add(logCall(false) as never, { step: 'initialize', name: 'logCall', priority: 'high', override: true });
          },
        },
      ],
      params: {
        RoleArn: roleArn,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        RoleSessionName: process.env.AWS_LAMBDA_FUNCTION_NAME?.slice(0, 64) ?? 'tenantry',
        DurationSeconds: 3600,
      },
    }),
  );

type Handler = (args: unknown) => Promise<unknown>;
/** Middleware: an error says which call it answers, as `call`: `EC2 CreateVpc`. */
export const noteCall =
  (next: Handler, context: { readonly clientName?: string; readonly commandName?: string }): Handler =>
  async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (typeof error === 'object' && error !== null && !('call' in error)) {
        const { service, operation } = nameOfCall(context);
        Object.defineProperty(error, 'call', { value: `${service} ${operation}`, enumerable: true });
      }
      throw error;
    }
  };

const UNKNOWN = /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|InvalidToken|ExpiredToken(Exception)?)$/;
/** EC2 has one code for this and for what somebody may not touch. */
const NOT_VALIDATED = 'validate the provided access credentials';

/**
 * A role that is deleted ends its sessions, also where it is created again, and no client asks for another one before that would have
 * ended (aws/aws-sdk-java-v2#5545). So what AWS does not know any more is not kept: the next try assumes the role again.
 */
const forgetUnknown =
  ({ roleArn, through }: Target) =>
  (next: Handler): Handler =>
  async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (UNKNOWN.test(codeOf(error)) || messageOf(error).includes(NOT_VALIDATED)) {
        const isOfRole = (key: string): boolean => key.split(' ').some((part) => part !== '' && [roleArn, through].includes(part));
        clients.forget(isOfRole);
        sessions.forget(isOfRole);
      }
      throw error;
    }
  };
