import type { AwsCall } from '../../gateway/call.ts';
import type { TemplateResource } from '../intrinsics.ts';
import type { Context } from '../policy.ts';

/** What a table reads of a call. */
export type Input = Pick<AwsCall, 'service' | 'operation' | 'region' | 'params' | 'method' | 'path' | 'headers'> & {
  readonly accountId: string;
};

/** One action on one resource, with the condition keys that only this action and resource have. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly keys?: Context;
  /** Asked by a handler of CloudFormation in its caller's name: only where the caller's policies speak of the action at all. */
  readonly handler?: string;
}

/** A template with the values of its parameters. */
export interface StackTemplate {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Of a change set: with what it is executed. */
  readonly tags?: Readonly<Record<string, string>>;
}

interface PeeredVpc {
  readonly accountId: string;
  readonly vpcId: string;
}

/** What a call does not say itself: asked of the laptop's AWS while the call comes in, so before it changes anything. */
export interface Look {
  /** `o-…` and the management account. */
  readonly organization: () => Promise<{ readonly id: string; readonly managementAccountId: string } | undefined>;
  /** The route table and the subnet of an association. */
  readonly association: (input: Input, associationId: string) => Promise<{ readonly table: string; readonly subnet?: string } | undefined>;
  /** Both VPCs of a peering. */
  readonly peering: (input: Input, peeringId: string) => Promise<Readonly<Record<'accepter' | 'requester', PeeredVpc>> | undefined>;
  /** The permissions boundary of a role. */
  readonly boundaryOf: (input: Input, role: string) => Promise<string | undefined>;
  /** The ARN of the function that an event source mapping invokes. */
  readonly functionOfMapping: (input: Input, mapping: string) => Promise<string | undefined>;
  /** The name of a table's partition key. */
  readonly partitionKey: (input: Input, table: string) => Promise<string>;
  /** The customer's KMS key of a bucket, or of an SNS topic; none where AWS's own key or none is used. */
  readonly bucketKey: (bucket: string) => Promise<CustomerKey | undefined>;
  readonly topicKey: (topicArn: string) => Promise<CustomerKey | undefined>;
  /** A key by id, ARN or alias. */
  readonly key: (name: string) => Promise<CustomerKey | undefined>;
  /** A stack as it is, and as a call would make it. */
  readonly stack: (
    input: Input,
    work: { stack: string; changeSet?: string; text?: string },
  ) => Promise<{
    readonly before: StackTemplate;
    readonly after: StackTemplate;
  }>;
}

export interface CustomerKey {
  readonly arn: string;
  /** `alias/…` */
  readonly aliases: readonly string[];
}

export type Requests = (input: Input, look: Look) => readonly Asked[] | Promise<readonly Asked[]>;
/** Operation → what IAM is asked. */
export type Table = Readonly<Record<string, Requests>>;

export const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
export const field = (input: Input, name: string): string => text(input.params[name]);
/** A member of nested parameters; undefined where the way there ends. */
export const member = (value: unknown, ...way: readonly string[]): unknown =>
  way.reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined), value);

export const ask = (action: string, resources: string | readonly string[], keys?: Context): readonly Asked[] =>
  (typeof resources === 'string' ? [resources] : resources).map((resource) => ({ action, resource, ...(keys ? { keys } : {}) }));

/** `arn:aws:<service>:<region>:<account>:<resource>` of the caller's region and account. */
export const regional = (input: Input, service: string, resource: string): string =>
  `arn:aws:${service}:${input.region}:${input.accountId}:${resource}`;
export const global = (input: Input, service: string, resource: string): string => `arn:aws:${service}::${input.accountId}:${resource}`;

/** Operations that are authorized as the action of their own name, on one resource. */
export const each = (prefix: string, operations: readonly string[], resource: (input: Input) => string | readonly string[]): Table =>
  Object.fromEntries(operations.map((operation) => [operation, (input) => ask(`${prefix}:${operation}`, resource(input))]));
/** Operations that know no resource. */
export const unnamed = (prefix: string, ...operations: readonly string[]): Table => each(prefix, operations, () => '*');

/** What a service asks of a customer's key in its caller's name. */
export const useKey = (input: Input, service: string, key: CustomerKey | undefined, actions: readonly string[]): readonly Asked[] =>
  key === undefined
    ? []
    : actions.flatMap((action) =>
        ask(`kms:${action}`, key.arn, {
          'kms:ViaService': `${service}.${input.region}.amazonaws.com`,
          'kms:CallerAccount': input.accountId,
          'kms:ResourceAliases': key.aliases,
        }),
      );
