import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { codeOf, messageOf } from '@tenantry/shared/failure/errors';

/**
 * `missing`: AWS answered, and it is not there, or not enough. `refused`: AWS does not let these credentials ask. `unknown`: no answer, or no API
 * that gives one. Only `ok` is well.
 */
export type Answer = 'ok' | 'missing' | 'refused' | 'unknown';

/** What one look has found. */
export interface Finding {
  readonly answer: Answer;
  readonly detail: string;
  /** Instead of the question's, where this finding has a nearer one. */
  readonly fix?: string;
}
/** Something that must be so before anything is deployed. */
export interface Question {
  /** Short, lower case, once in all: what `--confirm` takes. */
  readonly id: string;
  readonly name: string;
  /** Where to look; without one, no account is asked. */
  readonly account?: AccountName;
  /** What a person does when it is not so. */
  readonly fix: string;
  /** Where AWS says so. */
  readonly source: string;
  /** Reads only. What it throws becomes an answer. */
  readonly ask: () => Promise<Finding>;
}
/** A question with its answer. */
export interface Precondition extends Omit<Question, 'ask'> {
  readonly answer: Answer;
  readonly detail: string;
}

export const ok = (detail: string): Finding => ({ answer: 'ok', detail });
export const missing = (detail: string, fix?: string): Finding => ({ answer: 'missing', detail, ...(fix ? { fix } : {}) });
export const unknown = (detail: string, fix?: string): Finding => ({ answer: 'unknown', detail, ...(fix ? { fix } : {}) });

/** AWS's words for credentials that may not ask, or that it does not take. */
const REFUSED =
  /^(AccessDenied\w*|Unauthorized\w*|AuthFailure|UnrecognizedClient\w*|InvalidClientTokenId|ExpiredToken\w*|SignatureDoesNotMatch|\w*SubscriptionRequired\w*|OptInRequired|RegionDisabledException)$/;

/** What an error of a look says. Errors of our own, which no call of AWS is behind, say what is missing. */
export const findingOf = (error: unknown): Finding => {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = codeOf(cause);
  const text = messageOf(error).replace(/^owner account: /, '') || String(error);
  if (code === 'Error') return missing(text);
  const detail = text.includes(code) ? text : `${code}: ${text}`;
  return { answer: REFUSED.test(code) ? 'refused' : 'unknown', detail };
};

/** Asks one question. */
export const answerOf = async ({ ask, ...question }: Question): Promise<Precondition> => {
  const { answer, detail, fix = question.fix } = await ask().catch(findingOf);
  return { ...question, answer, detail, fix };
};
