import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { breaches, breachLine, type Schemas } from './compatibility.ts';
import { defineEvent } from './event.ts';
import { jsonSchemaOf } from './generate/json-schema.ts';

const SOURCE = 'tenantry.test';
const schemasOf = (shape: z.ZodRawShape, name = 'ThingReady'): Schemas =>
  new Map([[`${SOURCE}@${name}`, jsonSchemaOf(defineEvent(SOURCE, name, 'For the test.', shape))]]);
const compare = (before: z.ZodRawShape, after: z.ZodRawShape) => breaches(schemasOf(before), schemasOf(after)).map(breachLine);

const closing = z.object({ state: z.enum(['none', 'queued']), at: z.string().optional() });

describe('a change that takes something from a consumer is refused, and the line names the field', () => {
  const refused: readonly [rule: string, before: z.ZodRawShape, after: z.ZodRawShape, line: string][] = [
    ['a field is removed', { url: z.string() }, {}, 'url: the field is gone'],
    ['an optional field is removed', { url: z.string().optional() }, {}, 'url: the field is gone'],
    ['a field is renamed', { url: z.string() }, { address: z.string().optional() }, 'url: the field is gone or renamed'],
    ['a field becomes optional', { url: z.string() }, { url: z.string().optional() }, 'url: the field became optional'],
    ['a new field is required', {}, { url: z.string() }, 'url: the field is newly required'],
    ['an optional field becomes required', { url: z.string().optional() }, { url: z.string() }, 'url: the field is newly required'],
    ['the type changes', { count: z.int() }, { count: z.string() }, 'count: the type changed ("integer" -> "string")'],
    ['whole numbers become any numbers', { count: z.int() }, { count: z.number() }, 'count: the type changed'],
    ['an enum loses a value', { state: z.enum(['a', 'b']) }, { state: z.enum(['a']) }, 'state: values are gone (["b"])'],
    ['text becomes an enum', { state: z.string() }, { state: z.enum(['a']) }, 'state: only some values are allowed now'],
    ['minLength grows', { name: z.string().min(1) }, { name: z.string().min(2) }, 'name: minLength is narrower (1 -> 2)'],
    ['maxLength shrinks', { name: z.string().max(9) }, { name: z.string().max(8) }, 'name: maxLength is narrower (9 -> 8)'],
    ['maxLength appears', { name: z.string() }, { name: z.string().max(8) }, 'name: maxLength is narrower (none -> 8)'],
    ['minimum grows', { count: z.int().min(1) }, { count: z.int().min(2) }, 'count: minimum is narrower'],
    ['maximum shrinks', { count: z.int().max(9) }, { count: z.int().max(8) }, 'count: maximum is narrower'],
    ['a limit is exclusive now', { n: z.number().min(1) }, { n: z.number().gt(1) }, 'n: exclusiveMinimum changed'],
    ['a pattern appears', { name: z.string() }, { name: z.string().regex(/^a/) }, 'name: pattern changed'],
    ['a pattern changes', { name: z.string().regex(/^a/) }, { name: z.string().regex(/^b/) }, 'name: pattern changed'],
    ['a format appears', { url: z.string() }, { url: z.url() }, 'url: format changed'],
    ['maxItems shrinks', { ids: z.array(z.string()) }, { ids: z.array(z.string()).max(2) }, 'ids: maxItems is narrower'],
    ['the items change', { ids: z.array(z.string()) }, { ids: z.array(z.int()) }, 'ids.[]: the type changed'],
    [
      'the values of a map narrow',
      { v: z.record(z.string(), z.string()) },
      { v: z.record(z.string(), z.string().max(1)) },
      'v.*: maxLength',
    ],
    ['a map is closed', { v: z.looseObject({}) }, { v: z.strictObject({}) }, 'v: additional fields are no longer accepted'],
    ['a nested field is removed', { closing }, { closing: closing.omit({ at: true }) }, 'closing.at: the field is gone'],
    [
      'a nested enum loses a value',
      { closing },
      { closing: closing.extend({ state: z.enum(['none']) }) },
      'closing.state: values are gone',
    ],
    ['a union changes', { v: z.union([closing, z.object({})]) }, { v: z.union([closing]) }, 'v: anyOf changed'],
  ];
  test.each(refused)('%s', (_rule, before, after, line) => {
    expect(compare(before, after)).toEqual([expect.stringContaining(`${SOURCE}@ThingReady ${line}`)]);
  });

  test('an event is dropped or renamed', () => {
    expect(breaches(schemasOf({}), schemasOf({}, 'ThingFinished')).map(breachLine)).toEqual([
      expect.stringContaining(`${SOURCE}@ThingReady: the event is gone or renamed`),
    ]);
  });

  test('several breaches are all reported', () => {
    expect(compare({ a: z.string(), b: z.int() }, { b: z.string() })).toHaveLength(2);
  });
});

describe('an additive change passes', () => {
  const accepted: readonly [rule: string, before: z.ZodRawShape, after: z.ZodRawShape][] = [
    ['an optional field', {}, { url: z.string().optional() }],
    ['an optional nested field', { closing }, { closing: closing.extend({ by: z.string().optional() }) }],
    ['a value of an enum', { state: z.enum(['a']) }, { state: z.enum(['a', 'b']) }],
    ['a looser limit', { name: z.string().min(2).max(8) }, { name: z.string().min(1).max(9) }],
    ['a removed limit', { name: z.string().min(2).max(8).regex(/^a/) }, { name: z.string() }],
    ['another description', { name: z.string().describe('One.') }, { name: z.string().describe('Two.') }],
  ];
  test.each(accepted)('%s', (_rule, before, after) => {
    expect(compare(before, after)).toEqual([]);
  });

  test('a new event', () => {
    expect(breaches(new Map(), schemasOf({}))).toEqual([]);
  });
});

/** A field of an event as plain data, so that a change to it can be drawn at random. */
interface Field {
  readonly kind: 'text' | 'number' | 'choice';
  readonly lower: number;
  readonly upper: number;
  readonly optional: boolean;
}
const field: fc.Arbitrary<Field> = fc.record({
  kind: fc.constantFrom('text', 'number', 'choice'),
  lower: fc.integer({ min: 0, max: 3 }),
  upper: fc.integer({ min: 3, max: 6 }),
  optional: fc.boolean(),
});
const shape = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), field);
/** The same fields, each with moved limits, perhaps optional now, perhaps gone, and others more. */
const changed = fc
  .tuple(
    shape,
    shape,
    fc.array(fc.record({ lower: fc.integer({ min: -1, max: 1 }), upper: fc.integer({ min: -1, max: 1 }), fate: fc.nat(19) }), {
      minLength: 4,
      maxLength: 4,
    }),
  )
  .map(([before, more, changes]) => {
    const kept = Object.entries(before).flatMap(([name, one], i): [string, Field][] => {
      const { lower, upper, fate } = changes[i] ?? { lower: 0, upper: 0, fate: 2 };
      if (fate === 0) return [];
      return [
        [
          name,
          { ...one, lower: Math.max(0, one.lower + lower), upper: Math.min(6, one.upper + upper), optional: one.optional !== (fate === 1) },
        ],
      ];
    });
    return {
      before,
      after: {
        ...Object.fromEntries(Object.entries(more).map(([name, one]) => [name, { ...one, optional: true }])),
        ...Object.fromEntries(kept),
      },
    };
  });
const LETTERS = ['p', 'q', 'r', 's', 't', 'u', 'v'] as const;

const typeOf = ({ kind, lower, upper, optional }: Field): z.ZodType => {
  const type = {
    text: z.string().min(lower).max(upper),
    number: z.int().min(lower).max(upper),
    choice: z.enum(LETTERS.slice(lower, upper + 1) as [string, ...string[]]),
  }[kind];
  return optional ? type.optional() : type;
};
const zodShape = (fields: Readonly<Record<string, Field>>): z.ZodRawShape =>
  Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, typeOf(one)]));
/** Every value of the field that lies at one of its edges. */
const edges = ({ kind, lower, upper, optional }: Field): readonly unknown[] => {
  const values = [lower, upper].map((n) => (kind === 'text' ? 'x'.repeat(n) : kind === 'number' ? n : LETTERS[n]));
  return optional ? [...values, undefined] : values;
};

test('what is accepted keeps the archive readable and consumers served, whatever was changed', () => {
  fc.assert(
    fc.property(changed, ({ before, after }) => {
      fc.pre(compare(zodShape(before), zodShape(after)).length === 0);
      const reader = z.object(zodShape(after));
      const longest = Math.max(0, ...Object.values(before).map((one) => edges(one).length));
      for (let i = 0; i < longest; i++) {
        const old = Object.fromEntries(Object.entries(before).map(([name, one]) => [name, edges(one).at(i % edges(one).length)]));
        expect(reader.safeParse(old).error).toBeUndefined();
      }
      for (const [name, one] of Object.entries(before)) {
        expect(after[name]).toMatchObject({ kind: one.kind, optional: one.optional });
      }
    }),
    { numRuns: 300 },
  );
});

test('every event is compatible with itself and with any number of optional fields more', () => {
  fc.assert(
    fc.property(shape, shape, (before, more) => {
      const added = Object.fromEntries(Object.entries(more).map(([name, one]) => [name, { ...one, optional: true }]));
      expect(compare(zodShape(before), zodShape({ ...added, ...before }))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('removing any field of any event is refused by that field alone', () => {
  fc.assert(
    fc.property(shape, fc.nat(), (before, pick) => {
      const names = Object.keys(before);
      fc.pre(names.length > 0);
      const victim = names[pick % names.length] ?? '';
      const { [victim]: _, ...rest } = before;
      expect(breaches(schemasOf(zodShape(before)), schemasOf(zodShape(rest))).map(({ path }) => path)).toEqual([victim]);
    }),
    { numRuns: 300 },
  );
});
