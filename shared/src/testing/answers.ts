/**
 * What AWS answers when something is not as it should be, and what must follow. `npm run test:faults -- --answers` takes a deployed
 * tenant through each row.
 */

/** AWS refuses the call. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** HTTP status; 400 when absent. */
  readonly status?: number;
  /** Further members of the error's shape: `{ Reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' }`. */
  readonly details?: Readonly<Record<string, unknown>>;
}
/** AWS takes the request, and what it starts ends FAILED for this reason: where the laptop's service knows how that looks. */
export interface LaterFailure {
  readonly endsFailed: string;
}
/**
 * AWS takes the request, and what it makes or changes ends in another state. The thing is known by `id`: a member of the call's answer
 * or, where that has none, of its parameters. From then on whatever has that member with the same value shows `shows` in each answer of
 * `in`, until a call that deletes it has been answered. Where the call is itself one of `in`, the thing is only seen so while the cause
 * lasts.
 */
export interface Becomes {
  readonly becomes: {
    /** The member's name on the wire: `natGatewayId` (EC2's XML), `CertificateArn` (JSON). */
    readonly id: string;
    /** Operations that describe the thing: `['DescribeNatGateways']`. */
    readonly in: readonly string[];
    /** Members beside `id`, as on the wire: `{ state: 'failed', failureCode: 'InsufficientFreeAddressesInSubnet' }`. */
    readonly shows: Readonly<Record<string, unknown>>;
  };
}
export type Answer = Refusal | LaterFailure | Becomes;

/** Stops at this failure. */
interface Failing {
  /** The failure's code, where it is not that of the answer. */
  readonly code?: string;
  /** Part of the failure's advice: what a person is to do. */
  readonly advice: string;
}
export type Follows =
  /** The step waits as long as the cause lasts, with this in the reason that the timeline shows; then it continues without a person. */
  | { readonly kind: 'waits'; readonly reason: string }
  /** Continues without a person; the answer comes a limited number of times (`times`). */
  | { readonly kind: 'tries again' }
  /** Continues without a person after it has made this call: `ec2.DeleteNatGateway`. */
  | { readonly kind: 'repairs'; readonly by: string }
  /** A person is asked, no account is closed, and a retry of the stage continues once the cause is gone. */
  | ({ readonly kind: 'stalls' } & Failing)
  /** The tenant is rolled back, and its account closed: only where nothing but our own request can be the cause. */
  | ({ readonly kind: 'terminal' } & Failing);

export interface AnswerRow {
  /** Distinguishes it from another row of the same step, call and code. */
  readonly name?: string;
  readonly direction: 'forward' | 'backward';
  /** Removal only: of a tenant that is ready (default), or of one that is rolled back before. */
  readonly from?: 'ready' | 'rollback';
  /** Service (as in the credential scope) and operation: `ec2.AllocateAddress`. */
  readonly call: string;
  readonly answer: Answer;
  /** Only calls whose parameters, as JSON, contain this. */
  readonly contains?: string;
  /** The first call that is answered so; 1 when absent. */
  readonly nth?: number;
  /**
   * How many calls are answered so. When absent: all while the cause lasts; for `repairs` 1; for `tries again` 6, more than the
   * SDK repeats a call.
   */
  readonly times?: number;
  /** AWS's documentation, or a public report, that says so: a URL. */
  readonly source: string;
  readonly follows: Follows;
}
/** The rows of one step: `network.staticIp`. */
export interface StepAnswers {
  readonly step: string;
  readonly rows: readonly AnswerRow[];
}

/** A file `<step>.answers.ts` beside the step has this as its default export. */
export const answersOf = (step: string, rows: readonly AnswerRow[]): StepAnswers => ({ step, rows });
