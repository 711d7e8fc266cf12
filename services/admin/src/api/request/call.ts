import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { z } from 'zod';
import type { AuditLine } from '../../contract/audit.ts';
import type { FieldProblem } from '../../contract/fields.ts';
import type { RouteDefinition } from '../../contract/route.ts';
import type { AnswerOf, BodyOf, PathOf, QueryOf, Route } from '../../contract/routes.ts';
import { fieldsProblem, Problem, type ProblemCode } from '../../problem/problem.ts';
import { fieldProblems, hintsOf } from '../../problem/zod-problems.ts';
import type { Caller } from './access.ts';

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
/** A call to the API, after its caller has been let in and its contract has parsed it. */
export interface Call<R extends Route> {
  readonly path: PathOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  /** `Idempotency-Key`, apart from those of other callers. */
  readonly key: string | undefined;
  readonly caller: Caller;
  /** Says what the call is about, where neither path nor body does: for its line in the audit. */
  readonly note: (about: Pick<AuditLine, 'tenantId' | 'target' | 'changes'>) => void;
  readonly context: Context;
}
export interface Reply<R extends Route> {
  readonly answer: AnswerOf<R>;
  /** Where to follow it. */
  readonly location?: string;
}
export type Handler<R extends Route> = (call: Call<R>) => Promise<Reply<R>>;

/** Bytes: a tenant's variables and a little more. */
const MAX_BODY = 16_384;
/** The IETF draft "The Idempotency-Key HTTP Header Field" leaves length and characters to the server. */
const KEY = /^[!-~]{1,128}$/;

export interface Parsed {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly key: string | undefined;
}

/**
 * What a request says, as the route's contract has it.
 * @throws Problem 404 for a path that can name nothing, 413, or 400 that names every field which is wrong
 */
export const parse = (route: RouteDefinition, event: ApiEvent, caller: Caller): Parsed => {
  const path = pathOf(route, event);
  const query = route.query && parsed(route.query, event.queryStringParameters ?? {}, 'query-invalid', 'query ');
  const key = route.key && keyOf(event, route.key);
  const body = route.body && parsed(route.body, bodyOf(event), 'request-invalid', '/');
  return { path, query, body, key: key && `${caller.subject}/${key}` };
};

/** Of a request that is refused anyway. @throws Problem 404 */
export const pathAlone = (route: RouteDefinition, event: ApiEvent): Parsed => ({
  path: pathOf(route, event),
  query: undefined,
  body: undefined,
  key: undefined,
});

const pathOf = ({ path }: RouteDefinition, { pathParameters }: ApiEvent): unknown => {
  if (!path) return undefined;
  const found = path.safeParse(upperCaseId(pathParameters ?? {}));
  if (!found.success) throw new Problem(404, 'not-found', `There is no ${Object.values(pathParameters ?? {}).join('/')}.`);
  return found.data;
};
/** A tenant's id may be typed in lower case. */
const upperCaseId = (path: Readonly<Record<string, string | undefined>>) => (path.id ? { ...path, id: path.id.toUpperCase() } : path);

const parsed = (schema: z.ZodType, value: unknown, code: ProblemCode, at: string): unknown => {
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const hints = schema instanceof z.ZodObject ? hintsOf(schema) : {};
  const fields = fieldProblems(found.error, hints, schema.description ?? 'Send a JSON object.');
  throw fieldsProblem(
    400,
    code,
    fields.map((field): FieldProblem => ({ ...field, field: `${at}${field.field.slice(1)}` })),
  );
};

/** @throws Problem 413 or 400 */
const bodyOf = ({ body = '', isBase64Encoded }: ApiEvent): unknown => {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  if (Buffer.byteLength(text) > MAX_BODY) throw new Problem(413, 'body-too-large', `The body has more than ${MAX_BODY} bytes.`);
  try {
    return JSON.parse(text, wellFormed);
  } catch (cause) {
    throw new Problem(400, 'body-not-json', 'The body is not JSON: send a JSON object.', {
      cause,
      fields: [{ field: '/', problem: 'not JSON', fix: 'Send a JSON object with content-type application/json.' }],
    });
  }
};

/** Half a character (`\ud800` alone) is allowed in JSON and can be stored nowhere: it is no UTF-8. */
const wellFormed = (key: string, value: unknown): unknown => {
  if (!key.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) throw new SyntaxError('half a character');
  return value;
};

const keyOf = ({ headers }: ApiEvent, wanted: 'required' | 'optional'): string | undefined => {
  const key = headers['idempotency-key']?.trim();
  const field = 'header Idempotency-Key';
  const fix = 'Send a new random value, e.g. a UUID, with every new request, and the same one when you repeat it.';
  if (key === undefined && wanted === 'optional') return undefined;
  if (key === undefined) throw fieldsProblem(400, 'idempotency-key-missing', [{ field, problem: 'missing', fix }]);
  if (!KEY.test(key)) {
    throw fieldsProblem(400, 'idempotency-key-invalid', [{ field, problem: 'not 1 to 128 visible ASCII characters', fix }]);
  }
  return key;
};
