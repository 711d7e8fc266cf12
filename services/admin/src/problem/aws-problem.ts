import { failureOf, isThrottled } from '@tenantry/shared/failure/errors';
import { AGAIN, Problem } from './problem.ts';

/** What of an SDK error is read: `call` is noted by our clients (`shared/src/aws/client.ts`), the rest by the SDK. */
interface AwsError {
  readonly call?: unknown;
  readonly cause?: unknown;
  readonly $fault?: 'client' | 'server';
  readonly $metadata?: { readonly httpStatusCode?: number };
}
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized\w*)$/;
/** A chain of causes that is longer leads in a circle. */
const DEEPEST = 5;

/** The error of an AWS call that another one wraps, e.g. Powertools'. */
const awsErrorIn = (error: unknown, depth = 0): AwsError | undefined => {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return undefined;
  const e = error as AwsError;
  return typeof e.call === 'string' ? e : awsErrorIn(e.cause, depth + 1);
};

/** Whether AWS said no to the call itself; else it is busy, or no answer came. */
const isRefusal = (error: AwsError): boolean =>
  error.$fault === 'client' && (error.$metadata?.httpStatusCode ?? 0) < 500 && !isThrottled(error);

/**
 * An AWS call that failed inside a route, as an answer that names the call and AWS's code and says what to do. AWS's own message
 * stays in the log, under the id of the request: it may repeat what was sent.
 * @returns undefined when no AWS call failed
 */
export const awsProblem = (error: unknown): Problem | undefined => {
  const found = awsErrorIn(error);
  if (!found) return undefined;
  const { call, code } = failureOf(found);
  if (!isRefusal(found)) {
    const detail = `${call} got no answer that counts (${code}): AWS is busy or cannot be reached. Repeat the request in a moment (docs/runbook.md#the-api-answers-for-aws).`;
    return new Problem(503, 'aws-unavailable', detail, { headers: AGAIN, cause: error });
  }
  return DENIED.test(code)
    ? new Problem(500, 'aws-denied', `AWS denied ${call} (${code}). ${DEPLOY_AGAIN}`, { cause: error })
    : new Problem(500, 'aws-refused', `AWS refused ${call} (${code}). ${SEE_LOG}`, { cause: error });
};
const DEPLOY_AGAIN =
  'A role lacks this permission: deploy the landing zone and the service admin again. The log of this request names role and resource (docs/runbook.md#the-api-answers-for-aws).';
const SEE_LOG =
  "AWS's message is in the log of this request. When the cause is gone, repeat the request with the same Idempotency-Key (docs/runbook.md#the-api-answers-for-aws).";
