import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { transaction } from './database.ts';
import { type Health, healthOf, instanceOf } from './health.ts';
import { isFromDistribution, ORIGIN_HASHES, ORIGIN_HEADER } from './origin.ts';
import { fromDatabase, notAllowed, notFound, Problem, problemResponse } from './problem.ts';
import * as records from './records.ts';
import { resources } from './resources.ts';
import { users } from './users/routes.ts';

type Event = APIGatewayProxyEventV2 & { readonly requestContext: Partial<APIGatewayProxyEventV2WithJWTAuthorizer['requestContext']> };
type Response = APIGatewayProxyStructuredResultV2;

/** Of the rule that calls the function every day (`template.yml`); only who may invoke the function can send it. */
interface Schedule {
  readonly source: 'aws.events';
}

/** The tenant's API: one function behind `ANY /api/{proxy+}`, which API Gateway lets in with a token of the tenant's own user pool. */
export const handler = async (event: Event | Schedule): Promise<Response> => {
  if ('source' in event) return detailed(await look());
  try {
    // Before anything else: what comes past the distribution comes past its web ACL.
    if (!isFromDistribution(event.headers?.[ORIGIN_HEADER], event.stageVariables?.[ORIGIN_HASHES]))
      throw new Problem(403, 'Not this way', 'Ask at the domain of this hospital.');
    return await route(event);
  } catch (error) {
    const problem = error instanceof Problem ? error : fromDatabase(error);
    if (problem) return problemResponse(problem, event.rawPath);
    console.error(
      JSON.stringify({
        level: 'ERROR',
        message: 'request failed',
        path: event.rawPath,
        error: String(error),
        stack: (error as Error).stack,
      }),
    );
    return problemResponse(new Problem(500, 'Internal error', 'The request failed; the log says why.'), event.rawPath);
  }
};

const route = async (event: Event): Promise<Response> => {
  const { method } = event.requestContext.http;
  const [name = '', id, ...rest] = partsOf(event.rawPath);
  if (name === 'health' && id === undefined) return outline(await cached());
  if (name === 'users') {
    const asked = { method, rest: id === undefined ? [] : [id, ...rest], after: queryOf(event).after, caller: personOf(event) };
    const { status, body } = await users({ ...asked, body: () => bodyOf(event) });
    return json(status, body);
  }
  const resource = Object.hasOwn(resources, name) ? resources[name] : undefined;
  if (!resource || rest.length > 0) throw notFound(event.rawPath);
  const as = <T>(work: (connection: records.Connection) => Promise<T>) => transaction(personOf(event), work);

  if (id === undefined) {
    if (method === 'GET') return json(200, await as((c) => records.list(c, resource, queryOf(event))));
    if (method === 'POST') {
      const input = bodyOf(event);
      return json(201, await as((c) => records.create(c, resource, input)));
    }
    throw notAllowed(method, 'GET, POST');
  }
  if (method === 'GET') return json(200, await as((c) => records.get(c, resource, id)));
  if (method === 'PUT' || method === 'PATCH') {
    const input = bodyOf(event);
    return json(200, await as((c) => records.update(c, resource, id, input)));
  }
  if (method === 'DELETE') {
    await as((c) => records.remove(c, resource, id));
    return { statusCode: 204, headers: { 'cache-control': 'no-store' } };
  }
  throw notAllowed(method, 'GET, PUT, PATCH, DELETE');
};

/** @throws Problem 404: a malformed escape (`%E0%A4%A`) names nothing. */
const partsOf = (rawPath: string): readonly string[] => {
  try {
    return rawPath.split('/api/')[1]?.split('/').filter(Boolean).map(decodeURIComponent) ?? [];
  } catch {
    throw notFound(rawPath);
  }
};

const look = async (): Promise<Health> => {
  try {
    const { rows } = await transaction('health', (c) =>
      c.query('SELECT current_schema() AS schema, count(*)::int AS migrations FROM migrations', []),
    );
    return rows[0] as unknown as Health;
  } catch (error) {
    console.error(JSON.stringify({ level: 'ERROR', message: 'database not reached', error: String(error) }));
    return {};
  }
};
const cached = healthOf(look, Date.now);

const STATUS = { ok: 'ok', none: 'database not reached' } as const;
/** For callers that may invoke the function: whose it is, and that it reaches its own schema. */
const detailed = (health: Health): Response => {
  const { TENANT_ID: tenantId, VERSION: version } = process.env;
  return json(health.schema ? 200 : 503, { status: health.schema ? STATUS.ok : STATUS.none, tenantId, version, ...health });
};
/** For everybody: whether it works, and a mark by which who knows the tenant recognizes it. */
const outline = ({ schema }: Health): Response =>
  schema ? json(200, { status: STATUS.ok, instance: instanceOf(process.env.TENANT_ID ?? '', schema) }) : json(503, { status: STATUS.none });

const json = (statusCode: number, body: object): Response => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** By whom rows are signed: the subject never changes and is never given to another, unlike an address or a name. */
const personOf = (event: Event): string => {
  const person = event.requestContext.authorizer?.jwt.claims.sub;
  // API Gateway's authorizer has let nobody in without a token; should its route lose it, nobody gets further.
  if (typeof person !== 'string' || person === '') throw new Problem(401, 'Not signed in', 'Send a token of this hospital’s user pool.');
  return person;
};
const queryOf = (event: Event): Record<string, string> =>
  Object.fromEntries(
    Object.entries(event.queryStringParameters ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
const bodyOf = (event: Event): unknown => {
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? '');
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'Not JSON', 'The body must be a JSON object.');
  }
};
