import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { allEvents } from '../all.ts';
import { defineEvent } from '../event.ts';
import { VERSION } from '../generated/version.ts';
import { generate } from './generate.ts';

const event = (shape: z.ZodRawShape, name = 'ThingReady') => defineEvent('tenantry.test', name, 'For the test.', shape);
const schema = 'tenantry.test@ThingReady.json';

test('what is committed is what the events say, and breaks no consumer', () => {
  const { problems } = generate(fileURLToPath(new URL('../../', import.meta.url)), allEvents, VERSION, 'check');
  expect(problems).toEqual([]);
});

describe('in a package of its own', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tenantry-generate-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const run = (mode: Parameters<typeof generate>[3], ...events: ReturnType<typeof event>[]) => generate(root, events, '1.0.0', mode);
  const baseline = () => JSON.parse(readFileSync(join(root, 'baseline', schema), 'utf8')) as { properties: object };

  test('writes a schema per event and the AsyncAPI document, and then has nothing to do', () => {
    expect(run('write', event({ url: z.url() })).changed).toEqual(['generated/asyncapi.json', `generated/schemas/${schema}`]);
    expect(run('write', event({ url: z.url() })).changed).toEqual([]);
    expect(run('check', event({ url: z.url() })).problems).toEqual([]);
  });

  test('a check names every stale file and writes nothing', () => {
    run('write', event({ url: z.url() }));
    writeFileSync(join(root, 'generated/schemas/left-over.json'), '{}');
    expect(run('check', event({ url: z.string() })).problems).toEqual([
      `generated/schemas/left-over.json is out of date: run npm run generate`,
      `generated/schemas/${schema} is out of date: run npm run generate`,
    ]);
    expect(run('check', event({ url: z.url() })).problems).toHaveLength(1);
  });

  test("an event's file goes when the event goes", () => {
    run('write', event({}), event({}, 'OtherReady'));
    run('write', event({}));
    expect(readdirSync(join(root, 'generated/schemas'))).toEqual([schema]);
  });

  test('accepting takes an additive change into the baseline', () => {
    run('accept', event({ url: z.url() }));
    const grown = event({ url: z.url(), by: z.string().optional() });
    expect(run('write', grown)).toMatchObject({ problems: [], unaccepted: [schema] });
    expect(baseline().properties).not.toHaveProperty('by');
    expect(run('accept', grown).changed).toEqual([`baseline/${schema}`]);
    expect(baseline().properties).toHaveProperty('by');
  });

  test('nothing accepts a breaking change: the baseline stays, and every mode says which field', () => {
    run('accept', event({ url: z.url() }));
    for (const mode of ['write', 'check', 'accept'] as const) {
      expect(run(mode, event({})).problems).toEqual([expect.stringContaining('tenantry.test@ThingReady url: the field is gone')]);
    }
    expect(baseline().properties).toHaveProperty('url');
  });
});
