import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ZodError } from 'zod';

/** Answered as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly title: string;
  readonly errors: readonly FieldError[];
  constructor(status: number, title: string, detail: string, errors: readonly FieldError[] = []) {
    super(detail);
    this.status = status;
    this.title = title;
    this.errors = errors;
  }
}
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export const notFound = (what: string): Problem => new Problem(404, 'Not found', `${what} does not exist`);

export const notAllowed = (method: string, allowed: string): Problem =>
  new Problem(405, 'Method not allowed', `${method} is not possible here; ${allowed} are.`);

/** Names every field that does not fit. */
export const invalid = (error: ZodError): Problem =>
  new Problem(
    422,
    'Invalid input',
    'The request does not fit: see errors.',
    error.issues.map((issue) => ({
      field: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.'),
      message: issue.message,
    })),
  );

interface DatabaseError {
  readonly code?: string;
  readonly constraint?: string;
}
/** What a person can do about what PostgreSQL refused; undefined when it is not about the input. */
export const fromDatabase = (error: unknown): Problem | undefined => {
  const { code, constraint = '' } = error as DatabaseError;
  const conflict = (detail: string, field: string) => new Problem(409, 'Conflict', detail, [{ field, message: detail }]);
  if (code === '23505' && constraint.startsWith('patients_record_number')) return conflict('This record number is taken.', 'recordNumber');
  if (code === '23505' && constraint.startsWith('staff_email')) return conflict('A member of staff has this e-mail address.', 'email');
  // 23001: PostgreSQL's own code for what ON DELETE RESTRICT refuses.
  const isReference = code === '23503' || code === '23001';
  if (isReference && constraint.endsWith('_patient_id_fkey')) {
    return conflict('The patient does not exist, or still has appointments.', 'patientId');
  }
  if (isReference && constraint.endsWith('_staff_id_fkey')) {
    return conflict('The member of staff does not exist, or still has appointments.', 'staffId');
  }
  if (code === '23514' && constraint === 'appointments_end_after_start') {
    return new Problem(422, 'Invalid input', 'An appointment ends after it starts.', [
      { field: 'endsAt', message: 'must be after startsAt' },
    ]);
  }
  if (code === '23514') return new Problem(422, 'Invalid input', `A value is outside what ${constraint} allows.`);
  // The schema's login has a limited number of connections; a connection that a failover has left at a reader is given up.
  if (code === '53300' || code === '25006') return new Problem(503, 'Busy', 'Too many requests at once: try again in a moment.');
  return undefined;
};

export const problemResponse = (problem: Problem, instance: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: problem.status,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(problem.status === 503 ? { 'retry-after': '1' } : {}),
  },
  body: JSON.stringify({
    type: 'about:blank',
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    instance,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
  }),
});
