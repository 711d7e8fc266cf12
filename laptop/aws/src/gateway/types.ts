import type { Clock } from '../clock.ts';
import type { World } from '../world.ts';
import type { AwsCall, AwsResult, EmulatorRequest, EmulatorResponse } from './call.ts';
import type { Journal } from './journal.ts';

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
  /** Publishes what a service of AWS says on the default bus of an account; no IAM, and nothing in the journal. */
  readonly announce: (event: ServiceEvent) => Promise<void>;
  /** An event that a rule sends to the bus of another account, as a role of the rule's. Answers whether that bus's policy lets it in. */
  readonly deliver: (event: BusDelivery) => Promise<boolean>;
  /** The gateway's own address, e.g. `http://127.0.0.1:4600`. */
  readonly url: string;
  /** Of the deployment: where calls go that name none. */
  readonly region: string;
  /** Where database clusters are reached, by processes that say whose network interface they have. Absent without PostgreSQL. */
  readonly databasePort?: number;
}

/** What AWS publishes by itself: `aws.codecommit`, `CodeCommit Repository State Change`. */
export interface ServiceEvent {
  readonly accountId: string;
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

export interface BusDelivery {
  /** ARN of the bus. */
  readonly bus: string;
  /** As the emulator keeps it. */
  readonly event: object;
  /** ARN of the role's session. */
  readonly principal: string;
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
