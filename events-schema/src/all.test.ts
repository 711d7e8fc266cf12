import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv-draft-04';
import { allEvents } from './all.ts';
import type { AnyEventDefinition } from './event.ts';
import { jsonSchemaOf } from './generate/json-schema.ts';
import { samples } from './testing/samples.ts';

const sampleOf = (event: AnyEventDefinition): Readonly<Record<string, unknown>> => {
  const sample = new Map<string, object>(Object.entries(samples)).get(event.name);
  if (!sample) throw new Error(`testing/samples.ts has no ${event.name}`);
  return { ...sample };
};
const byName = allEvents.map((event): [string, AnyEventDefinition] => [event.name, event]);

describe.each(byName)('%s', (_name, event) => {
  const sample = sampleOf(event);
  const fields = Object.entries(event.detail.shape);

  test('accepts a complete detail as it is', () => {
    expect(event.detail.parse(sample)).toEqual(sample);
  });

  test('strips what it does not define: nothing leaks onto the bus', () => {
    expect(event.detail.parse({ ...sample, password: 'secret' })).toEqual(sample);
  });

  test.each(fields)('rejects a detail whose %s has the wrong type, and names it', (field) => {
    const { error } = event.detail.safeParse({ ...sample, [field]: Symbol.iterator });
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });

  test('rejects a detail without a field that is not optional, and names it', () => {
    for (const [field, type] of fields) {
      const { [field]: _, ...rest } = sample;
      const { error } = event.detail.safeParse(rest);
      expect([field, error?.issues.map(({ path }) => path[0]) ?? []]).toEqual([field, type.safeParse(undefined).success ? [] : [field]]);
    }
  });

  test("names the tenant whose it is, and none where it is the deployment's", () => {
    expect('tenantId' in event.detail.shape).toBe(event.of === 'tenant');
  });

  test('says the same in draft 4: the sample passes, an unknown field passes, a missing field does not', () => {
    const validate = new Ajv.default({ validateFormats: false }).compile(jsonSchemaOf(event));
    expect(validate(sample)).toBe(true);
    expect(validate({ ...sample, addedLater: 1 })).toBe(true);
    const { eventId: _, ...anonymous } = sample;
    expect(validate(anonymous)).toBe(false);
  });
});

test('no two events share a name: the runner and the rules know an event by its name', () => {
  expect(new Set(byName.map(([name]) => name)).size).toBe(allEvents.length);
});

test('an event is named with a noun and an outcome, and comes from a service of ours', () => {
  for (const { name, source } of allEvents) {
    expect(name).toMatch(/^([A-Z][a-z]+)+(ed|Made|Ready|ing)$/);
    expect(source).toMatch(/^tenantry\.[a-z]+$/);
  }
});

test('an empty cause is allowed: a first cause has none', () => {
  for (const [, event] of byName) expect(event.detail.parse({ ...sampleOf(event), causedBy: '' })).toMatchObject({ causedBy: '' });
});

test('every event that a file defines is one of all', async () => {
  const folder = new URL('.', import.meta.url);
  const definitions = readdirSync(folder).filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^(all|event)\.ts$/.test(file));
  const modules = await Promise.all(definitions.map((file) => import(new URL(file, folder).href) as Promise<Record<string, unknown>>));
  const defined = modules.flatMap((module) => Object.values(module)).filter((value): value is AnyEventDefinition => isEvent(value));
  expect(
    defined.filter((event) => !allEvents.includes(event)).map(({ name }) => `${name} is not in allEvents (docs/extending.md#an-event)`),
  ).toEqual([]);
  expect(defined.length).toBe(allEvents.length);
});
const isEvent = (value: unknown): boolean => typeof value === 'object' && value !== null && 'pattern' in value && 'summary' in value;
