import { breaches as schemaBreaches } from '@tenantry/events-schema/compatibility';
import type { JsonSchema } from '@tenantry/events-schema/generate/json-schema';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content>>;
}
/** As much of an OpenAPI document as a client relies on. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/**
 * What a client of the old API would lose with the new one: a route, a parameter, a field of an answer, or that a request is taken which
 * the old one takes. Routes, optional parameters and fields, and looser limits may be added; an answer may be bound more closely.
 * @returns one line per breach, for a person
 */
export const apiBreaches = (before: ApiDocument, after: ApiDocument): readonly string[] =>
  Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const route = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      if (!now) return [`${route}: the route is gone`];
      return [
        ...parameterBreaches(before, after, operation, now),
        ...bodyBreaches(before, after, operation, now),
        ...answerBreaches(before, after, operation, now),
      ].map((line) => `${route} ${line}`);
    }),
  );

const keyOf = ({ name, in: place }: Parameter): string => `${place} parameter ${name}`;

const parameterBreaches = (
  from: ApiDocument,
  to: ApiDocument,
  { parameters: before = [] }: Operation,
  { parameters: after = [] }: Operation,
): readonly string[] => [
  ...before.flatMap((parameter) => {
    const found = after.find((one) => keyOf(one) === keyOf(parameter));
    if (!found) return [`${keyOf(parameter)}: is gone`];
    const [old, now] = [resolved(parameter.schema, from), resolved(found.schema, to)];
    return takesEach(old, now) ? [] : compare(keyOf(parameter), old, now, isOfRequest);
  }),
  ...after
    .filter(({ required }) => required)
    .filter((parameter) => !before.some((one) => one.required && keyOf(one) === keyOf(parameter)))
    .map((parameter) => `${keyOf(parameter)}: is newly required`),
];

/** A list of values became a text with a pattern, and the pattern takes each of them: a client of the old API sends nothing else. */
const takesEach = ({ enum: values }: JsonSchema, { type, pattern }: JsonSchema): boolean =>
  Array.isArray(values) && type === 'string' && typeof pattern === 'string' && values.every((value) => new RegExp(pattern).test(value));

const bodyBreaches = (from: ApiDocument, to: ApiDocument, before: Operation, after: Operation): readonly string[] => {
  const [old, now] = [schemaOf(before.requestBody), schemaOf(after.requestBody)];
  if (!now) return old ? ['body: is taken no longer'] : [];
  if (!old) return after.requestBody?.required ? ['body: is newly required'] : [];
  return compare('body', resolved(old, from), resolved(now, to), isOfRequest);
};

const answerBreaches = (from: ApiDocument, to: ApiDocument, before: Operation, after: Operation): readonly string[] =>
  Object.entries(before.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, response]) => {
      const now = after.responses[status];
      const [old, schema] = [schemaOf(response), schemaOf(now)];
      if (!now || (old && !schema)) return [`answer ${status}: is gone`];
      return old && schema ? compare(`answer ${status}`, resolved(old, from), resolved(schema, to), isOfAnswer) : [];
    });

const schemaOf = (content: Content | undefined): JsonSchema | undefined => Object.values(content?.content ?? {})[0]?.schema;

/** Rules of events serve readers and writers at once; of these two each needs one half. */
const isOfRequest = (reason: string): boolean => !reason.startsWith('the field became optional');
const isOfAnswer = (reason: string): boolean =>
  !/newly required|is narrower|only some values are allowed now|no longer accepted/.test(reason);

const compare = (part: string, before: JsonSchema, after: JsonSchema, counts: (reason: string) => boolean): readonly string[] =>
  schemaBreaches(new Map([[part, before]]), new Map([[part, after]]))
    .filter(({ reason }) => counts(reason))
    .map(({ path, reason }) => `${part}${path ? ` ${path}` : ''}: ${reason}`);

/** The schema with what it refers to written into it; a schema within itself stays a reference. */
const resolved = (schema: JsonSchema, document: ApiDocument): JsonSchema => {
  const fill = (value: unknown, within: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((one) => fill(one, within));
    if (typeof value !== 'object' || value === null) return value;
    const name = '$ref' in value && typeof value.$ref === 'string' ? value.$ref.split('/').at(-1) : undefined;
    if (name !== undefined) return within.includes(name) ? value : fill(document.components.schemas[name], [...within, name]);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, within)]));
  };
  return fill(schema, []) as JsonSchema;
};
