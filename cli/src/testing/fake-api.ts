import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AnswerOf, definitionOf, ROUTES, type Route } from '@tenantry/admin-service/contract/routes';
import type { FieldProblem, Routes } from '@tenantry/api-client/generated/api';
import type { z } from 'zod';

/** A request that the fake has taken, as the contract's schemas read it. */
interface Taken {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly key?: string;
}
/** What a test has a route say instead of its answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: string,
    message = code,
    errors: readonly FieldProblem[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}
type Answerer<R extends Route> = (taken: Taken, times: number) => AnswerOf<R>;
export type Answers = { readonly [R in Route]?: Answerer<R> };

export interface FakeApi {
  readonly url: string;
  /** Requests that fitted the contract. */
  readonly taken: Taken[];
  /** Says what routes answer from now on. */
  readonly answer: (answers: Answers) => void;
  readonly close: () => Promise<void>;
}
export const TOKEN = 'a-token';
/** Tokens that the API takes; a Cognito of a test adds those that it gives. */
export const accepted = new Set([TOKEN]);

// The client's routes are the contract's: neither may have one more.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
void (true satisfies Same<Route, keyof Routes>);

const MATCHERS = (Object.keys(ROUTES) as Route[]).map((route) => {
  const [method = '', template = ''] = route.split(' ');
  return { route, method, pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) };
});

/** An API on its own port that takes and answers only what the contract's schemas allow. */
export const fakeApi = async (): Promise<FakeApi> => {
  const taken: Taken[] = [];
  let answers: Answers = {};
  const counts = new Map<Route, number>();
  const server = createServer((request, response) => {
    answerTo(request)
      .catch((error: unknown) => problem(error instanceof Refusal ? error : new Refusal(500, 'internal-error', String(error))))
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(JSON.stringify(body)));
  });
  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    if (!accepted.has(request.headers.authorization?.replace('Bearer ', '') ?? ''))
      return { status: 401, headers: JSON_TYPE, body: { message: 'Unauthorized' } };
    const one = await read(request);
    taken.push(one);
    const times = (counts.get(one.route) ?? 0) + 1;
    counts.set(one.route, times);
    const answerer = answers[one.route] as Answerer<Route> | undefined;
    if (!answerer) throw new Refusal(500, 'internal-error', `the test does not answer ${one.route}`);
    const { status, answer } = definitionOf(one.route);
    return { status, headers: JSON_TYPE, body: answer.parse(answerer(one, times)) };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    answer: (wanted) => {
      answers = wanted;
      counts.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}
const JSON_TYPE = { 'content-type': 'application/json' };

const problem = ({ status, code, message, errors, headers }: Refusal): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: {
    type: `urn:tenantry:problem:${code}`,
    title: code,
    status,
    detail: message,
    instance: 'urn:tenantry:request:r-1',
    ...(errors.length > 0 ? { errors } : {}),
  },
});

/** Reads a request by its route's schemas. @throws Refusal for what they do not allow */
const read = async (request: IncomingMessage): Promise<Taken> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api');
  const found = MATCHERS.find(({ method, pattern }) => method === request.method && pattern.test(pathname));
  if (!found) throw new Refusal(404, 'no-such-route', `no route ${request.method} ${pathname}`);
  const { route, pattern } = found;
  const { path, query, body, key } = definitionOf(route);
  const given = pattern.exec(pathname)?.groups ?? {};
  const idempotencyKey = request.headers['idempotency-key'];
  if (key === 'required' && !idempotencyKey)
    throw new Refusal(400, 'request-invalid', 'no key', [{ field: 'header Idempotency-Key', problem: 'missing', fix: 'Send one.' }]);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    route,
    path: parsed(path, Object.fromEntries(Object.entries(given).map(([name, value]) => [name, decodeURIComponent(value)]))) as Record<
      string,
      string
    >,
    query: (query ? parsed(query, Object.fromEntries(searchParams)) : {}) as Record<string, unknown>,
    body: body ? parsed(body, JSON.parse(Buffer.concat(chunks).toString() || 'null')) : undefined,
    ...(idempotencyKey ? { key: String(idempotencyKey) } : {}),
  };
};

const parsed = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (!schema) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({ field: `/${path.join('/')}`, problem: message, fix: 'Correct it.' }));
  throw new Refusal(400, 'request-invalid', 'something is wrong', errors);
};
