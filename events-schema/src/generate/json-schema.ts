import { z } from 'zod';
import type { AnyEventDefinition } from '../event.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Name of the event's schema in the registry, and its id. */
export const schemaName = ({ source, name }: AnyEventDefinition): string => `${source}@${name}`;
export const schemaFile = (event: AnyEventDefinition): string => `${schemaName(event)}.json`;

/**
 * The detail of an event for consumers, as JSON Schema draft 4 (the schema registry's `JSONSchemaDraft4`). `io: 'input'`, or
 * zod forbids additional properties, which a tolerant reader must accept.
 */
export const jsonSchemaOf = (event: AnyEventDefinition): JsonSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(event.detail, { target: 'draft-4', io: 'input' });
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: schemaName(event),
    title: event.name,
    description: event.summary,
    ...schema,
  };
};
