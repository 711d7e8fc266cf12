import { isDeepStrictEqual } from 'node:util';
import { ProblemDetails } from '../contract/fields.ts';
import { problemsOf } from '../contract/route.ts';
import { definitionOf } from '../contract/routes.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** @throws Error when the status is not the route's, or the body has another shape, or a field that the contract does not know */
export const expectDocumented = (route: string, { status, headers, body }: Answer): void => {
  const definition = definitionOf(route);
  const isProblem = status !== definition.status;
  if (isProblem && !problemsOf(definition).includes(status)) throw new Error(`${route} must not answer ${status}: ${JSON.stringify(body)}`);
  const wanted = isProblem ? 'application/problem+json' : 'application/json';
  if (headers['content-type'] !== wanted) throw new Error(`${route} answered ${status} as ${headers['content-type']}`);
  const parsed = (isProblem ? ProblemDetails : definition.answer).parse(body);
  if (!isDeepStrictEqual(parsed, body)) throw new Error(`${route} answers more than the contract says: ${JSON.stringify(body)}`);
};
