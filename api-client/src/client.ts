import type { FieldProblem, ProblemDetails, Route, Routes } from './generated/api.ts';

export interface ClientOptions {
  /** Where the API answers, without a slash at the end; `/api` on the console's own domain. */
  readonly baseUrl: string;
  /** The caller's ID token; asked for with every request, so that it can be renewed. */
  readonly token: () => Promise<string> | string;
  /** Where below `baseUrl` a token is taken, when not there itself: `/issuers/<host>`. */
  readonly below?: (token: string) => string;
  readonly fetch?: typeof fetch;
}
/** What a route takes, as its row of `Routes` says, and how to give up. */
export type Request<R extends Route> = Omit<Routes[R], 'answer'> & { readonly signal?: AbortSignal | undefined };
export type Answer<R extends Route> = Routes[R]['answer'];
/** The request may be left out where everything in it is optional. */
type Parameters<R extends Route> = Record<never, never> extends Request<R> ? [request?: Request<R>] : [request: Request<R>];
export type Client = <R extends Route>(route: R, ...request: Parameters<R>) => Promise<Answer<R>>;

/** The API said no, or could not be reached (status 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** `slug-taken`, `group-missing`…; `unauthorized` and `too-many-requests` come from API Gateway. */
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  /** By which the API's log is found. */
  readonly requestId: string;
  constructor(status: number, problem: Partial<ProblemDetails>, cause?: unknown) {
    super(problem.detail ?? `the API answered ${status}`, { cause });
    this.status = status;
    this.code = problem.type?.split(':').at(-1) ?? (status === 0 ? 'unreachable' : (CODES[status] ?? 'unknown'));
    this.errors = problem.errors ?? [];
    this.requestId = problem.instance?.split(':').at(-1) ?? '';
  }
}
const CODES: Readonly<Record<number, string>> = { 401: 'unauthorized', 404: 'no-such-route', 429: 'too-many-requests' };

interface Parts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/**
 * A client of the super admin API, typed by route: `await api('GET /tenants/{id}', { path: { id } })`.
 * @throws ApiProblem for every answer but 2xx, and when there is none
 */
export const createClient = ({ baseUrl, token, below = () => '', fetch: send = fetch }: ClientOptions): Client => {
  const call = async (route: string, { path = {}, query = {}, body, idempotencyKey, signal }: Parts = {}): Promise<unknown> => {
    const [method = 'GET', template = ''] = route.split(' ');
    const target = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
    const bearer = await token();
    const headers = {
      authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}) };
    const response = await send(`${baseUrl}${below(bearer)}${target}${search}`, init).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ApiProblem(0, { detail: `the API at ${baseUrl} does not answer` }, error);
    });
    const answer: unknown = await response.json().catch(() => ({}));
    if (!response.ok) throw new ApiProblem(response.status, withMessage(answer));
    return answer;
  };
  return call as Client;
};

/** API Gateway's own refusals are `{ message }`. */
const withMessage = (answer: unknown): Partial<ProblemDetails> => {
  const { message, ...problem } = (answer ?? {}) as Partial<ProblemDetails> & { readonly message?: string };
  return problem.detail === undefined && message !== undefined ? { ...problem, detail: message } : problem;
};
