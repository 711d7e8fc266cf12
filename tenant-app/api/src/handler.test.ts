import { createHash } from 'node:crypto';
import { expect, jest, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { handler } from './handler.ts';

interface Request {
  readonly body?: string;
  /** What the request has in the origin's header; the distribution's own by default. */
  readonly origin?: string | undefined;
  /** `null` is a request that no authorizer has seen. */
  readonly claims?: object | null;
}
const SECRET = 'of-the-distribution';
const request = (
  method: string,
  rawPath: string,
  { body, claims = { sub: 'ada', email: 'somebody.else@anna.example' }, origin = SECRET }: Request = {},
) =>
  handler({
    rawPath,
    body,
    headers: { 'x-origin-secret': origin },
    stageVariables: { originHashes: createHash('sha256').update(SECRET).digest('hex') },
    requestContext: { http: { method }, ...(claims ? { authorizer: { jwt: { claims, scopes: [] } } } : {}) },
  } as unknown as APIGatewayProxyEventV2);
const problem = async (answer: ReturnType<typeof request>) => {
  const { statusCode, headers, body } = await answer;
  expect(headers?.['content-type']).toBe('application/problem+json');
  return { statusCode, ...(JSON.parse(body ?? '{}') as { detail: string }) };
};

test('what is no resource does not exist', async () => {
  expect(await problem(request('GET', '/api/secrets'))).toMatchObject({ statusCode: 404 });
  expect(await problem(request('GET', '/api/constructor'))).toMatchObject({ statusCode: 404 });
  expect(await problem(request('GET', '/api/patients/1/more'))).toMatchObject({ statusCode: 404 });
});

test('a method that a resource does not have is refused with those it has', async () => {
  expect(await problem(request('DELETE', '/api/patients'))).toMatchObject({
    statusCode: 405,
    detail: 'DELETE is not possible here; GET, POST are.',
  });
});

test('a path with a broken escape names nothing', async () => {
  for (const path of ['/api/%E0%A4%A', '/api/patients/%', '/api/%ff'])
    expect(await problem(request('GET', path))).toMatchObject({ statusCode: 404 });
});

test('what does not come through the distribution is refused, whoever is signed in', async () => {
  expect(await problem(request('GET', '/api/patients', { origin: 'guessed' }))).toMatchObject({ statusCode: 403 });
  expect(await problem(request('GET', '/api/health', { origin: 'guessed', claims: null }))).toMatchObject({ statusCode: 403 });
});

test('a body that is not JSON is refused before the database is asked', async () => {
  expect(await problem(request('POST', '/api/patients', { body: '{' }))).toMatchObject({ statusCode: 400 });
});

test('nobody gets in without claims of the user pool, should the route ever lose its authorizer', async () => {
  expect(await problem(request('GET', '/api/patients', { claims: null }))).toMatchObject({ statusCode: 401 });
});

test('health says that the database is not reached, and why only in the log', async () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const { statusCode, body } = await request('GET', '/api/health', { claims: null });
  expect(statusCode).toBe(503);
  expect(body).not.toContain('Error');
  expect(JSON.parse(body ?? '')).toEqual({ status: 'database not reached' });
  expect(log).toHaveBeenCalledTimes(1);
  log.mockRestore();
});

test('the daily call of the schedule looks at the database, as a call of /api/health does', async () => {
  const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await handler({ source: 'aws.events' })).toMatchObject({ statusCode: 503 });
  expect(errors.mock.calls[0]?.[0]).toContain('database not reached');
  errors.mockRestore();
});
