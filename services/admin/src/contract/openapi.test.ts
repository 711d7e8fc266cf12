import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { HANDLERS } from '../api/handlers.ts';
import { generatedFiles } from '../generate/files.ts';
import { type JsonSchema, openApiOf } from './openapi.ts';
import { problemsOf } from './route.ts';
import { ROUTES } from './routes.ts';

const document = openApiOf(ROUTES);
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, unknown>> }>>;
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation as Operation] as const),
);

test.each([...generatedFiles()])('%s is what the contract says', (path, content) => {
  expect(readFileSync(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)), 'utf8')).toBe(content);
});

describe('the OpenAPI document', () => {
  test('has every route, and every route has a handler', () => {
    expect(operations.map(([route]) => route).sort()).toEqual(Object.keys(ROUTES).sort());
    expect(Object.keys(HANDLERS).sort()).toEqual(Object.keys(ROUTES).sort());
  });

  test('has every answer of every route: its own, its problems, and what API Gateway answers', () => {
    for (const [route, { responses }] of operations) {
      const definition = ROUTES[route as keyof typeof ROUTES];
      const statuses = [definition.status, ...problemsOf(definition), 401, 429].map(String).sort();
      expect([route, Object.keys(responses).sort()]).toEqual([route, statuses]);
    }
  });

  test('has 409 wherever one dead letter is asked for: somebody else may be looking at it', () => {
    const letters = operations.filter(([route]) => route.includes('{messageId}'));
    expect(letters).toHaveLength(3);
    for (const [, { responses }] of letters) expect(responses).toHaveProperty('409');
  });

  test('calls no two operations alike', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('describes every part of a path', () => {
    for (const [route, { parameters }] of operations) {
      const parts = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(parts);
    }
  });

  test('refers only to schemas that it has', () => {
    const referred = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    for (const name of referred) expect(document.components.schemas).toHaveProperty(name);
  });

  test('lets clients send no field that it does not know, and read answers with fields to come', () => {
    const { TenantRequest, Tenant } = document.components.schemas as Record<string, JsonSchema>;
    expect(TenantRequest?.additionalProperties).toBe(false);
    expect(Tenant).not.toHaveProperty('additionalProperties');
  });
});
