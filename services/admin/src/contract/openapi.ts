import { isDeepStrictEqual } from 'node:util';
import { VERSION } from '@tenantry/events-schema/generated/version';
import { z } from 'zod';
import { ProblemDetails } from './fields.ts';
import { problemsOf, type RouteDefinition } from './route.ts';

export type JsonSchema = { readonly [key: string]: unknown };
interface Schemas {
  [name: string]: JsonSchema;
}

/** JSON Schema 2020-12, OpenAPI 3.1's own dialect; schemas with a name are collected in `schemas` and referred to. */
const schemaOf = (schema: z.ZodType, schemas: Schemas): JsonSchema => {
  const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) as Record<string, unknown>;
  for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>)) keep(schemas, name, definition);
  return cleaned(json);
};

const keep = (schemas: Schemas, name: string, json: JsonSchema): void => {
  const definition = cleaned(json);
  const known = schemas[name];
  if (known && !isDeepStrictEqual(known, definition)) throw new Error(`two schemas are called ${name}`);
  schemas[name] ??= definition;
};

/** zod adds bounds of safe integers and long patterns of what `format` says already. */
const cleaned = (json: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(json), (key, value: unknown) => {
    if (key === '$ref' && typeof value === 'string') return value.replace('#/$defs/', '#/components/schemas/');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { maximum, minimum, pattern, ...rest } = value as Record<string, unknown>;
    return {
      ...rest,
      ...(minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? {} : { minimum }),
      ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum }),
      ...(pattern === undefined || (value as { format?: string }).format === 'date-time' ? {} : { pattern }),
    };
  }) as JsonSchema;

const parametersOf = ({ path, query, key }: RouteDefinition, schemas: Schemas): readonly object[] => [
  ...fieldsOf(path, schemas).map(({ name, schema }) => ({ name, in: 'path', required: true, schema })),
  ...fieldsOf(query, schemas).map(({ name, schema, required }) => ({ name, in: 'query', required, schema })),
  ...(key
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: key === 'required',
          description: 'A new random value, e.g. a UUID, with every new request, and the same one when it is repeated.',
          schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[!-~]+$' },
        },
      ]
    : []),
];

const fieldsOf = (object: z.ZodObject | undefined, schemas: Schemas) => {
  if (!object) return [];
  const { properties = {}, required = [] } = schemaOf(object, schemas) as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) }));
};

/** `POST /tenants/{id}/retry` is `postTenantsIdRetry`. */
export const operationId = (route: string): string =>
  route
    .split(/[^a-zA-Z]+/)
    .filter(Boolean)
    .map((word, i) => (i === 0 ? word.toLowerCase() : `${word[0]?.toUpperCase()}${word.slice(1)}`))
    .join('');

const answersOf = (route: RouteDefinition, schemas: Schemas): Readonly<Record<string, object>> => {
  const location = { location: { description: 'Where to follow it.', schema: { type: 'string' } } };
  const message = { 'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } } } } };
  const gateway = (description: string) => ({ description, content: message });
  const problem = (status: number) => ({
    description: DESCRIPTIONS[status] ?? 'Refused.',
    content: {
      'application/problem+json': { schema: schemaOf(ProblemDetails, schemas) },
      ...(BY_GATEWAY_TOO.includes(status) ? message : {}),
    },
  });
  return {
    [route.status]: {
      description: route.status === 202 ? 'Accepted.' : 'OK.',
      ...(route.status === 202 ? { headers: location } : {}),
      content: { 'application/json': { schema: schemaOf(route.answer, schemas) } },
    },
    ...Object.fromEntries(problemsOf(route).map((status) => [status, problem(status)])),
    401: gateway('No valid token of the super-admin user pool; answered by API Gateway.'),
    429: gateway('Too many requests; answered by API Gateway.'),
  };
};
/** For a path that no route has, a body beyond its own limit, and a function that ends without an answer. */
const BY_GATEWAY_TOO: readonly number[] = [404, 413, 500, 503];
const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'Something is wrong with the request; `errors` names each field and the fix.',
  403: 'The group is missing that this needs.',
  404: 'There is no such thing.',
  409: 'The state does not allow it, something is taken, a plan calls it impossible, or the same request is being worked on.',
  413: 'The body is too large.',
  422: 'The Idempotency-Key was used for another request.',
  500: 'Something failed on our side.',
  503: 'Something that this needs does not answer: repeat the request in a moment.',
};

/** The OpenAPI 3.1 document of the API. */
export const openApiOf = (routes: Readonly<Record<string, RouteDefinition>>) => {
  const schemas: Schemas = {};
  const paths: Record<string, Record<string, object>> = {};
  for (const [key, route] of Object.entries(routes)) {
    const [method = '', path = ''] = key.split(' ');
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: operationId(key),
        tags: [route.tag],
        summary: route.summary,
        description: `${route.description ? `${route.description} ` : ''}Needs the group ${route.group}.`,
        'x-least-group': route.group,
        parameters: parametersOf(route, schemas),
        ...(route.body
          ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, schemas) } } } }
          : {}),
        responses: answersOf(route, schemas),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tenantry super admin API',
      version: VERSION,
      description: 'On-boards, watches, mends and takes back tenants. Generated from the schemas that validate; do not edit.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ users: [] }],
    tags: [...new Set(Object.values(routes).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        users: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'ID token of the super-admin user pool.' },
      },
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
};
export type OpenApi = ReturnType<typeof openApiOf>;
