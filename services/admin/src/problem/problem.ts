import { jsonWithRunbook } from '@tenantry/shared/failure/runbook';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FieldProblem } from '../contract/fields.ts';

/** A checked input: in order, or everything that is wrong with it. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fields: readonly FieldProblem[] };

interface ProblemOptions {
  readonly fields?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Short and stable, for programs. The runbook says of each what it means (`tests/runbook.test.ts`). */
export const PROBLEM_CODES = [
  'aws-denied',
  'aws-refused',
  'aws-unavailable',
  'body-not-json',
  'body-too-large',
  'cursor-invalid',
  'domain-taken',
  'group-missing',
  'idempotency-key-invalid',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'internal-error',
  'landing-zone-outdated',
  'last-admin',
  'logins-unavailable',
  'no-attention',
  'no-certificate',
  'no-evidence',
  'no-export',
  'no-database',
  'no-such-delivery',
  'no-such-letter',
  'no-such-login',
  'no-such-person',
  'no-such-queue',
  'no-such-subscription',
  'no-such-tenant',
  'not-confirmed',
  'not-found',
  'not-invited',
  'not-isolated',
  'not-possible',
  'not-published',
  'not-repairable',
  'not-silenced',
  'not-suspended',
  'not-this-way',
  'nothing-to-replay',
  'notifications-unavailable',
  'people-unavailable',
  'own-rights',
  'person-exists',
  'person-needed',
  'query-invalid',
  'queue-in-use',
  'still-malformed',
  'range-taken',
  'request-in-progress',
  'request-invalid',
  'scope-missing',
  'slug-taken',
  'subscription-ended',
  'tenant-never-live',
  'tenant-not-live',
  'tenant-offboarded',
  'tenant-offboarding',
  'tenant-was-live',
  'too-many-logins',
  'too-many-replays',
  'too-many-subscriptions',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A request that is refused: thrown, and answered as problem details (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode;
  readonly fields: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.fields = options.fields ?? [];
    this.headers = options.headers ?? {};
  }
}

/** Headers of a problem that may be gone in a moment. Seconds. */
export const AGAIN = { 'retry-after': '2' };

/** Refuses a request for what its fields say; undefined when they say nothing wrong. */
export const fieldsProblem = (status: number, code: ProblemCode, fields: readonly FieldProblem[]): Problem =>
  new Problem(status, code, fields.map(({ field, problem, fix }) => `${field}: ${problem}. ${fix}`).join(' '), { fields });

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/**
 * @param instance names this occurrence: the request's id, by which the log is found
 * @param runbookUrl where people read the runbook, if the configuration says so
 */
export const problemResponse = (problem: Problem, instance: string, runbookUrl?: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: problem.status,
  headers: { 'content-type': 'application/problem+json', ...problem.headers },
  body: jsonWithRunbook(
    {
      type: `urn:tenantry:problem:${problem.code}`,
      title: TITLES[problem.status] ?? 'Error',
      status: problem.status,
      detail: problem.message,
      instance: `urn:tenantry:request:${instance}`,
      ...(problem.fields.length > 0 ? { errors: problem.fields } : {}),
    },
    runbookUrl,
  ),
});

export const noTenant = (id: string): Problem => new Problem(404, 'no-such-tenant', `There is no tenant ${id}.`);
