import type { Clock } from '../clock.ts';
import type { World } from '../world.ts';
import type { Journal } from './journal.ts';
import type { Operation, ServiceModel } from './models/model.ts';

/** Who made a call, as the emulator's STS knows the access key. `role` is the bare role name, absent for an account's root key. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly role?: string;
}

/** One AWS API call as it reached the gateway, parsed far enough for a rule to read and rewrite it. */
export interface AwsCall {
  readonly id: string;
  /** The SDK's service name in lower case, as in the credential scope: `ec2`, `organizations`, `cloudfront`, `s3`. */
  readonly service: string;
  /** The API operation: `CreateNatGateway`. Empty where a REST call is not recognised. */
  readonly operation: string;
  readonly region: string;
  readonly caller: Caller;
  readonly method: string;
  /** Path and query string as received. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /**
   * The input, by protocol. JSON: the parsed body. Query (EC2, IAM, STS, SQS query): the flat form fields (`Filter.1.Name`).
   * REST-XML (S3, CloudFront, Route 53) and REST-JSON: path and query parameters, with the parsed body under `body`.
   */
  readonly params: Readonly<Record<string, unknown>>;
  /**
   * The same input in the form of AWS's API model, whatever the protocol: members by their names in the model (`TagSpecifications`), lists
   * as arrays, numbers and booleans as such, blobs as Buffers. As it was received: a rule that rewrites `params` leaves it. Absent where
   * the models do not know the operation.
   */
  readonly input?: Readonly<Record<string, unknown>>;
  /** The operation in AWS's API model. */
  readonly api?: { readonly model: ServiceModel; readonly operation: Operation };
  /** A fault: AWS takes the request, and what it starts ends FAILED for this reason. */
  readonly endsFailed?: string;
}

export interface AwsResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What rules and services may use besides the call itself. */
export interface GatewayContext {
  readonly world: World;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Key-value state that is saved with the emulator's state: one plain JSON object per name. */
  readonly state: <T extends object>(name: string, initial: () => T) => T;
  /** Calls the emulator directly (no rules, no faults, not in the journal), as `accountId`'s root. Answers the parsed output. */
  readonly emulator: (request: EmulatorRequest) => Promise<EmulatorResponse>;
  /** Sends the given call to the emulator unchanged but for what the rule rewrote. */
  readonly forward: (call: AwsCall) => Promise<AwsResult>;
  /**
   * Asks the emulator's IAM evaluator, for the services that the gateway answers itself. `keys` are condition keys of the service
   * (`iam:PassedToService`). Throws an AccessDenied AwsError.
   */
  readonly authorize: (call: AwsCall, action: string, resource: string, keys?: Readonly<Record<string, string>>) => Promise<void>;
  /** Asks IAM about a call that an AWS service makes in a role's name, and that never passes the gateway. Throws an AccessDenied AwsError. */
  readonly authorizeInternal: (call: AwsCall) => Promise<void>;
  /** The gateway's own address, e.g. `http://127.0.0.1:4600`. */
  readonly url: string;
  /** Of the deployment: where calls go that name none. */
  readonly region: string;
  /** Where database clusters are reached, by processes that say whose network interface they have. Absent without PostgreSQL. */
  readonly databasePort?: number;
}

export interface EmulatorRequest {
  readonly accountId: string;
  readonly service: string;
  readonly region?: string;
  /** An SDK v3 command input's operation, sent by the protocol of the service: JSON target or query action. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** For REST services (S3, CloudFront, Route 53, Lambda …): sent as it is, `input` is then ignored. */
  readonly rest?: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Buffer | string;
  };
}
export interface EmulatorResponse {
  readonly status: number;
  /** Parsed JSON, or the parsed XML document. */
  readonly output: Record<string, unknown>;
  readonly body: Buffer;
}

/**
 * One way in which AWS is stricter, slower or richer than the emulator. `before` may answer in the emulator's place
 * (return a result), rewrite the call (return a call), or refuse it (throw an AwsError); `after` may rewrite the answer.
 * `source` cites AWS's documentation for the rule.
 */
export interface Rule {
  readonly name: string;
  readonly source: string;
  readonly service: string;
  /** API operations; `*` for all of the service. */
  readonly operations: readonly string[];
  readonly before?: (call: AwsCall, context: GatewayContext) => Promise<AwsResult | AwsCall | undefined> | AwsResult | AwsCall | undefined;
  readonly after?: (call: AwsCall, result: AwsResult, context: GatewayContext) => Promise<AwsResult> | AwsResult;
}

/** A service that the emulator lacks, answered by the gateway: one function per operation, JSON in, JSON out. */
export interface Service {
  readonly service: string;
  /** The IAM namespace when it differs from `service`: `sso` for sso-admin. */
  readonly namespace?: string;
  readonly operations: {
    readonly [operation: string]: (input: Record<string, never>, call: AwsCall, context: GatewayContext) => Promise<object> | object;
  };
  /** The resource ARN that IAM checks for an operation; `*` when absent. */
  readonly resource?: (operation: string, input: Record<string, never>, call: AwsCall, context: GatewayContext) => string;
}
