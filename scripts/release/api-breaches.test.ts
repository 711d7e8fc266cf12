import { describe, expect, test } from '@jest/globals';
import { type ApiDocument, apiBreaches } from './api-breaches.ts';

const text = { type: 'string' };
const object = (properties: object, required: readonly string[] = []) => ({ type: 'object', properties, required });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
interface Route {
  readonly body?: object;
  readonly answer?: object;
  readonly parameters?: readonly object[];
}
const api = (route: Route | undefined, schemas: object = {}): ApiDocument =>
  ({
    paths: route
      ? {
          '/things': {
            post: {
              parameters: route.parameters ?? [],
              ...(route.body ? { requestBody: { required: true, ...json(route.body) } } : {}),
              responses: { 200: json(route.answer ?? object({})), 400: json(object({})) },
            },
          },
        }
      : {},
    components: { schemas },
  }) as unknown as ApiDocument;
const compare = (before: Route, after: Route | undefined) => apiBreaches(api(before), api(after));
const inQuery = (required: boolean, schema: object = text) => ({ parameters: [{ name: 'state', in: 'query', required, schema }] });
const oneOf = { type: 'string', enum: ['new', 'old'] };

describe('a client of the old API', () => {
  const refused: readonly [rule: string, before: Route, after: Route | undefined, line: string][] = [
    ['finds its route', {}, undefined, 'POST /things: the route is gone'],
    ['finds its parameter', inQuery(false), {}, 'POST /things query parameter state: is gone'],
    ['needs to give no new parameter', {}, inQuery(true), 'POST /things query parameter state: is newly required'],
    ['needs to give what was optional no more than before', inQuery(false), inQuery(true), 'query parameter state: is newly required'],
    [
      'may give each value of a parameter',
      inQuery(false, oneOf),
      inQuery(false, { ...text, pattern: '^new$' }),
      'query parameter state: pattern',
    ],
    ['needs to give no new field', { body: object({}) }, { body: object({ a: text }, ['a']) }, 'body a: the field is newly required'],
    ['may send each field', { body: object({ a: text }) }, { body: object({}) }, 'body a: the field is gone'],
    [
      'may send long text',
      { body: object({ a: text }) },
      { body: object({ a: { ...text, maxLength: 9 } }) },
      'body a: maxLength is narrower',
    ],
    ['may send a body', { body: object({}) }, {}, 'body: is taken no longer'],
    ['is not asked for a body', {}, { body: object({}) }, 'body: is newly required'],
    ['finds each field of an answer', { answer: object({ a: text }) }, { answer: object({}) }, 'answer 200 a: the field is gone'],
    ['finds it always', { answer: object({ a: text }, ['a']) }, { answer: object({ a: text }) }, 'answer 200 a: the field became optional'],
    [
      'finds it as it was',
      { answer: object({ a: text }) },
      { answer: object({ a: { type: 'integer' } }) },
      'answer 200 a: the type changed',
    ],
  ];
  test.each(refused)('%s', (_rule, before, after, line) => {
    expect(compare(before, after)).toEqual([expect.stringContaining(line)]);
  });

  const accepted: readonly [rule: string, before: Route, after: Route][] = [
    ['an optional parameter', {}, inQuery(false)],
    ['several values of a parameter', inQuery(false, oneOf), inQuery(false, { ...text, pattern: '^(new|old)(,(new|old))*$' })],
    ['an optional field of a body', { body: object({}) }, { body: object({ a: text }) }],
    ['a field of a body that must no longer be given', { body: object({ a: text }, ['a']) }, { body: object({ a: text }) }],
    ['a field of an answer', { answer: object({}) }, { answer: object({ a: text }, ['a']) }],
    ['an answer that is bound more closely', { answer: object({ a: text }) }, { answer: object({ a: { ...text, maxLength: 9 } }) }],
  ];
  test.each(accepted)('is not hurt by %s', (_rule, before, after) => {
    expect(compare(before, after)).toEqual([]);
  });

  test('is not hurt by a new route, and finds what a schema refers to, even to itself', () => {
    const tree = { $ref: '#/components/schemas/Tree' };
    const [before, after] = [{ a: text, tree }, { tree }].map((fields) => api({ answer: tree }, { Tree: object(fields) }));
    expect(apiBreaches(api(undefined), before as ApiDocument)).toEqual([]);
    expect(apiBreaches(before as ApiDocument, before as ApiDocument)).toEqual([]);
    expect(apiBreaches(before as ApiDocument, after as ApiDocument)).toEqual([expect.stringContaining('answer 200 a: the field is gone')]);
  });
});
