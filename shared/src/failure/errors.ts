import { adviceFor, type KindOfAnswer, MODEL_ADVICE, ORGANIZATION_ADVICE, withLink } from './advice.ts';

/** What went wrong, for a person. */
export interface Failure {
  /** The API call, e.g. `EC2 CreateNatGateway`; empty when none failed. */
  readonly call: string;
  /** AWS's error code, or the error's name. */
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

/** An error of ours that says what to do about it. */
abstract class AdvisedError extends Error {
  readonly code: string;
  readonly advice: string;
  constructor(message: string, options: { readonly code: string; readonly advice: string; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.code = options.code;
    this.advice = options.advice;
  }
}

/** Retrying cannot help. Anything else thrown is tried again. */
export class TerminalError extends AdvisedError {
  override readonly name = 'TerminalError';
}

/** A wait that can only end by a person's hand: the stage stalls at once and says so. */
export class StalledError extends AdvisedError {
  override readonly name = 'StalledError';
}

/** Not ready yet: come back later. A step that waits creates nothing. Past the step's deadline the stage stalls. */
export class Wait extends Error {
  override readonly name = 'Wait';
  readonly seconds: number;
  /** Kept in the record until the next look of the same step (`waiting.note`), which a crash may lose: a hint, never a proof. */
  readonly note: object | undefined;
  /**
   * @param seconds until the next look, 0–900 (the longest delay of SQS)
   * @param note what the step wants to know again then: plain JSON, no secret
   * @param cause AWS's refusal, where that is what has to pass: past the deadline its call and advice are shown
   */
  constructor(seconds: number, reason: string, note?: object, cause?: unknown) {
    super(reason, { cause });
    this.seconds = Math.min(900, Math.max(0, Math.ceil(seconds)));
    this.note = note;
  }
}

/**
 * A wait for something of our own, such as another tenant's creation or a slot in our queue of builds: it says nothing about AWS, so
 * it has no deadline. That of the step begins when its turn has come.
 */
export class TurnWait extends Wait {}

/** How long AWS may take to set a new account up, seconds: "normally minutes, up to 4 hours" (EC2, PendingVerification). */
export const NEW_ACCOUNT_DEADLINE = 4 * 3600;

/** A wait for AWS to set a new account up: whatever step meets it has as much patience, and need not know. */
export class SetupWait extends Wait {}

interface Described {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly Code?: unknown;
  readonly call?: unknown;
  readonly advice?: unknown;
  readonly cause?: unknown;
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** AWS's error code: the SDK calls it `name`, older EC2 answers `Code`. Empty for what is not an error. */
export const codeOf = (error: unknown): string => {
  const e = (error ?? {}) as Described;
  const name = text(e.name);
  if (name && name !== 'Error') return name;
  return text(e.Code) || text(e.code) || name;
};

/** Whether an AWS call failed with one of these codes. */
export const isCode = (error: unknown, ...codes: readonly string[]): boolean => codes.includes(codeOf(error));

/** The failure to show, with the API call that the clients of `aws/client.ts` note on every error. */
export const failureOf = (error: unknown): Failure => {
  const e = (error ?? {}) as Described;
  const inner = (e.cause ?? {}) as Described;
  const code = error instanceof AdvisedError ? error.code : codeOf(error);
  return {
    call: text(e.call) || text(inner.call),
    code: code || 'UnknownError',
    message: text(e.message) || String(error),
    advice: withLink(text(e.advice) || adviceOn(error, code)),
  };
};

/** IAM User Guide, "Troubleshoot access denied error messages". */
const BY_ORGANIZATION = /\b(explicit deny in a|no) (service|resource) control policy\b/;
const adviceOn = (error: unknown, code: string): string => {
  if (isOursAlone(error)) return MODEL_ADVICE;
  return BY_ORGANIZATION.test(messageOf(error)) ? ORGANIZATION_ADVICE : adviceFor(code, kindOf(error));
};

/** New accounts answer these for minutes, sometimes hours; they mean wait. S3 has its own word (S3 API reference, "Error responses"). */
const NOT_YET = ['OptInRequired', 'PendingVerification', 'SubscriptionRequiredException', 'SubscriptionRequired', 'NotSignedUp'];
export const isNotYet = (error: unknown): boolean => isCode(error, ...NOT_YET);

/** AWS calls the request wrong. Some services say so of a zone, a state, a quota or a name, or of what is only not visible yet. */
const INVALID =
  /^(Validation(Error|Exception)|InvalidParameter(Value|Combination)?(Exception)?|InvalidInput(Exception)?|InvalidArgument|InvalidRequest(Exception)?|Malformed\w*|BadRequest(Exception)?|WAFInvalidParameterException)$/;
export const isInvalidRequest = (error: unknown): boolean => INVALID.test(codeOf(error));

/**
 * How services name a quota that is used up: EC2 `AddressLimitExceeded`, IAM `LimitExceeded`, Identity Center
 * `ServiceQuotaExceededException`, AWS WAF `WAFLimitsExceededException`, Lambda `ENILimitReachedException` and
 * `SubnetIPAddressLimitReachedException`, CloudFront and S3 `TooMany…`.
 */
const USED_UP = /(Limits?|Quota)Exceeded(Exception|Fault)?$|LimitReached(Exception)?$|^TooMany/;
/**
 * Named alike, but these pass without a change: what may be under way at the same time, and what one person tried too often. Codes of all
 * APIs that we call are judged one by one in `tests/quota-codes.test.ts`.
 */
const PASSES =
  /^(Concurrent\w+|TooMany\w*(InProgress|Updates(Exception)?)|TooManyFailedAttempts\w*|(ReportGeneration|Replay|Backfill|ResourceScan|AutomationExecution)LimitExceeded(Exception)?)$/;
const THROTTLED = /^(\w*Throttl\w*|TooManyRequests\w*|(Request|Bandwidth)LimitExceeded|ProvisionedThroughputExceeded\w*|SlowDown)$/;
/** Some services call a rate as others call a quota, e.g. Cost Explorer: "LimitExceededException: Rate limit exceeded" (boto/botocore#1820). */
const RATE = /\brate (limit )?(is )?exceeded|\btoo many (calls|requests)\b/i;
export const messageOf = (error: unknown): string => text(((error ?? {}) as Described).message);

/** Whether AWS was asked more often than it answers: asked again later, it does. */
export const isThrottled = (error: unknown): boolean => {
  const code = codeOf(error);
  return THROTTLED.test(code) || (USED_UP.test(code) && RATE.test(messageOf(error)));
};
export const isUsedUp = (error: unknown): boolean => USED_UP.test(codeOf(error)) && !PASSES.test(codeOf(error)) && !isThrottled(error);

/** Answers that no further try changes while nobody does anything about the cause: a few of them are enough (docs/adr/0013). */
export const isRefusal = (error: unknown): boolean => isInvalidRequest(error) || isUsedUp(error);
const kindOf = (error: unknown): KindOfAnswer => {
  if (isInvalidRequest(error)) return 'invalid';
  if (isThrottled(error)) return 'throttled';
  return isUsedUp(error) ? 'used up' : 'other';
};

/**
 * How services say that a request breaks their API's own model: a length, a pattern, a range or an enumeration. They say so before they
 * look at anything else, so neither the account nor the organization can be the cause (e.g. Amazon Cognito, "1 validation error
 * detected: Value at 'emailSubject' failed to satisfy constraint: Member must satisfy regular expression pattern"; smithy.io/2.0,
 * constraint traits).
 */
const BREAKS_MODEL = /\d+ validation errors? detected: .*failed to satisfy constraint: Member must /s;

/**
 * Whether nothing but our own request can be the cause: the one question by which an answer of AWS may take a tenant back, and close
 * its account (docs/adr/0010). What else is called invalid may have its cause in the account, its zones and quotas, a state, or a name
 * that leads elsewhere.
 */
export const isOursAlone = (error: unknown): boolean => isInvalidRequest(error) && BREAKS_MODEL.test(messageOf(error));
