import type { AnyEventDefinition } from '../event.ts';
import { asyncApiOf } from './asyncapi.ts';
import { jsonSchemaOf, schemaFile } from './json-schema.ts';

/** Relative path -> content. */
export type Files = ReadonlyMap<string, string>;

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** One JSON Schema per event, by file name: `tenantry.dns@DnsReady.json`. What the baseline holds, too. */
export const schemaFiles = (events: readonly AnyEventDefinition[]): Files =>
  new Map(events.map((event) => [schemaFile(event), json(jsonSchemaOf(event))]));

/** Everything below `generated/`. */
export const generatedFiles = (events: readonly AnyEventDefinition[], version: string): Files =>
  new Map([
    ...[...schemaFiles(events)].map(([name, content]): [string, string] => [`schemas/${name}`, content]),
    ['asyncapi.json', json(asyncApiOf(events, version))],
  ]);

/** Files of `wanted` that `actual` lacks or has otherwise, and files of `actual` that are wanted no more. */
export const stale = (wanted: Files, actual: Files): readonly string[] =>
  [...new Set([...wanted.keys(), ...actual.keys()])].filter((path) => wanted.get(path) !== actual.get(path)).sort();
