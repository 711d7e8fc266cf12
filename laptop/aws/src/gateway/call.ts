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
