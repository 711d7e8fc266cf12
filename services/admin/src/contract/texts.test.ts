import { expect, test } from '@jest/globals';
import { z } from 'zod';
import type { RouteDefinition } from './route.ts';
import { ROUTES } from './routes.ts';

/** Not what a person enters: an event as the archive may hold it, and what `POST /plan` answers with a problem instead of a refusal. */
const AS_IT_IS: readonly string[] = ['POST /dead-letters/{queue}/{messageId}/redrive detail'];
const PLAN = 'POST /plan';

/** Every text in a schema, with its path; what only passes some values (an enum, a time, an id) is none. */
const textsIn = (schema: z.core.$ZodType, path: string): readonly (readonly [string, z.core.$ZodType])[] => {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, field]) => textsIn(field as z.ZodType, `${path} ${name}`));
  if (schema instanceof z.ZodRecord) return [...textsIn(schema.keyType, `${path} key`), ...textsIn(schema.valueType, `${path} value`)];
  if (schema instanceof z.ZodArray) return textsIn(schema.element, `${path} []`);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return textsIn(schema.unwrap(), path);
  return schema instanceof z.ZodString ? [[path, schema]] : [];
};
const bodies = Object.entries<RouteDefinition>(ROUTES).flatMap(([route, { body }]) => (body && route !== PLAN ? textsIn(body, route) : []));
const texts = bodies.filter(([path]) => !AS_IT_IS.some((exempt) => path.startsWith(exempt)));

test('every body is looked into', () => {
  expect(texts.map(([path]) => path)).toEqual(expect.arrayContaining(['POST /tenants name', 'POST /tenants variables value']));
});

test.each(texts)('%s takes no character that AWS refuses or nobody sees', (path, schema) => {
  const refused = ['\u0000', '\t', '\n', '\u00a0', '\u00ad', '\u200b', '\u202f', '\u2028', '\ue000', '\ufeff'];
  // A key of a patch is one of the variables afterwards, and checked as such.
  if (path === 'PATCH /tenants/{id}/variables key') return;
  const taken = refused.filter((character) => z.safeParse(schema, `abc${character}abc`).success);
  expect([path, taken]).toEqual([path, []]);
});
