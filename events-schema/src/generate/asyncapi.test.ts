import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { allEvents } from '../all.ts';
import { asyncApiOf } from './asyncapi.ts';
import { jsonSchemaOf } from './json-schema.ts';

// The bundle brings draft 7 itself: Ajv must not know it already.
const official = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json'), 'utf8')) as object;
const document = asyncApiOf(allEvents, '1.0.0');

test("the document is valid by AsyncAPI's own schema", () => {
  const validate = new Ajv({ meta: false, strict: false, validateSchema: false, validateFormats: false }).compile(official);
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  expect(validate({ ...document, channels: { bus: { messages: 'none' } } })).toBe(false);
});

test('every event is one message on the bus, sent by the service that is its source', () => {
  expect(Object.keys(document.channels.bus.messages)).toEqual(allEvents.map(({ name }) => name));
  for (const { name, source } of allEvents) {
    expect(document.operations[source]?.messages).toContainEqual({ $ref: `#/channels/bus/messages/${name}` });
  }
});

test('every payload points to a committed schema', () => {
  for (const { payload } of Object.values(document.components.messages)) {
    expect([payload.$ref, existsSync(new URL(`../../generated/${payload.$ref}`, import.meta.url))]).toEqual([payload.$ref, true]);
  }
});

test("payloads keep to keywords that mean the same in draft 4 and in AsyncAPI's dialect", () => {
  // Draft 4 says `exclusiveMinimum: true` where later drafts want the number.
  for (const event of allEvents) expect(JSON.stringify(jsonSchemaOf(event))).not.toMatch(/"exclusiveM(in|ax)imum"/);
});
