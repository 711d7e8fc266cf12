import type { JsonSchema } from './generate/json-schema.ts';

/** What a consumer of the accepted schema would lose. `path` is the field (`closing.state`), empty for the event itself. */
export interface Breach {
  readonly event: string;
  readonly path: string;
  readonly reason: string;
}
/** Schemas by their id, `<source>@<Name>`. */
export type Schemas = ReadonlyMap<string, JsonSchema>;

type Complaint = Omit<Breach, 'event'>;

/**
 * Compares the events with the accepted ones. Two readers must stay content: the consumer that was deployed yesterday, which relies
 * on every field it knows, and today's, to whom the archive replays yesterday's events. So nothing is removed, renamed, narrowed or
 * newly required. Adding events, optional fields and enum values passes, and so does a looser limit.
 * @returns one breach per rule and field; empty when the change is additive
 */
export const breaches = (baseline: Schemas, current: Schemas): readonly Breach[] =>
  [...baseline].flatMap(([event, before]) => {
    const after = current.get(event);
    if (!after) return [{ event, path: '', reason: 'the event is gone or renamed: keep it, and publish the new one beside it' }];
    return schemaBreaches(before, after, []).map((complaint) => ({ event, ...complaint }));
  });

/** For a person, one line: `tenantry.dns@DnsReady url: maxLength is narrower (100 -> 50)`. */
export const breachLine = ({ event, path, reason }: Breach): string => `${event}${path ? ` ${path}` : ''}: ${reason}`;

/** Text about the schema, not about what it accepts. */
const ANNOTATIONS = new Set(['$schema', 'id', 'title', 'description', 'default', 'examples']);
/** Judged by their own rules below. */
const JUDGED = new Set(['type', 'properties', 'required', 'items', 'enum', 'additionalProperties']);
const LOWER_LIMITS = new Set(['minimum', 'minLength', 'minItems', 'minProperties']);
const UPPER_LIMITS = new Set(['maximum', 'maxLength', 'maxItems', 'maxProperties']);

const schemaBreaches = (before: JsonSchema, after: JsonSchema, path: readonly string[]): readonly Complaint[] => {
  if (!same(before.type, after.type)) return [complain(path, `the type changed (${show(before.type)} -> ${show(after.type)})`)];
  return [
    ...propertyBreaches(before, after, path),
    ...enumBreaches(before, after, path),
    ...itemBreaches(before, after, path),
    ...openness(before, after, path),
    ...[...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((keyword) => !ANNOTATIONS.has(keyword) && !JUDGED.has(keyword) && !same(before[keyword], after[keyword]))
      .flatMap((keyword) => keywordBreaches(keyword, before[keyword], after[keyword], path)),
  ];
};

const propertyBreaches = (before: JsonSchema, after: JsonSchema, path: readonly string[]): readonly Complaint[] => {
  const fields = propertiesOf(after);
  const mustHave = requiredOf(before);
  const mustHaveNow = requiredOf(after);
  return [
    ...Object.entries(propertiesOf(before)).flatMap(([name, field]) => {
      const at = [...path, name];
      const kept = fields[name];
      if (!kept) return [complain(at, 'the field is gone or renamed: consumers rely on it')];
      return schemaBreaches(field, kept, at);
    }),
    ...mustHave
      .filter((name) => fields[name] && !mustHaveNow.includes(name))
      .map((name) => complain([...path, name], 'the field became optional: consumers rely on it')),
    ...mustHaveNow
      .filter((name) => !mustHave.includes(name))
      .map((name) => complain([...path, name], 'the field is newly required: events in the archive lack it')),
  ];
};

const enumBreaches = (before: JsonSchema, after: JsonSchema, path: readonly string[]): readonly Complaint[] => {
  if (!Array.isArray(after.enum)) return [];
  if (!Array.isArray(before.enum)) return [complain(path, `only some values are allowed now (${show(after.enum)})`)];
  const kept: readonly unknown[] = after.enum;
  const lost = before.enum.filter((value) => !kept.includes(value));
  return lost.length > 0 ? [complain(path, `values are gone (${show(lost)})`)] : [];
};

const itemBreaches = (before: JsonSchema, after: JsonSchema, path: readonly string[]): readonly Complaint[] => {
  if (isSchema(before.items) && isSchema(after.items)) return schemaBreaches(before.items, after.items, [...path, '[]']);
  return same(before.items, after.items) ? [] : [complain(path, 'the items changed')];
};

/** `additionalProperties`: absent means open, a schema describes the values of a map. */
const openness = (before: JsonSchema, after: JsonSchema, path: readonly string[]): readonly Complaint[] => {
  const [was, is] = [before.additionalProperties ?? true, after.additionalProperties ?? true];
  if (isSchema(was) && isSchema(is)) return schemaBreaches(was, is, [...path, '*']);
  return same(was, is) || is === true ? [] : [complain(path, 'additional fields are no longer accepted as they were')];
};

const keywordBreaches = (keyword: string, before: unknown, after: unknown, path: readonly string[]): readonly Complaint[] => {
  const change = `(${show(before)} -> ${show(after)})`;
  if (after === undefined && keyword !== 'anyOf' && keyword !== 'oneOf' && keyword !== 'allOf') return []; // a removed limit is looser
  if (LOWER_LIMITS.has(keyword)) return isLess(before, after) ? [complain(path, `${keyword} is narrower ${change}`)] : [];
  if (UPPER_LIMITS.has(keyword)) return isLess(after, before) ? [complain(path, `${keyword} is narrower ${change}`)] : [];
  // Whether one pattern, format or union accepts all that another does cannot be decided: any change counts as narrower.
  return [complain(path, `${keyword} changed ${change}`)];
};

/** Lower limit `a` below lower limit `b`, or upper `a` below upper `b`; no limit at all is the loosest. */
const isLess = (a: unknown, b: unknown): boolean => typeof a !== 'number' || typeof b !== 'number' || a < b;
const complain = (path: readonly string[], reason: string): Complaint => ({ path: path.join('.'), reason });
const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);
const propertiesOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  isSchema(schema.properties) ? (schema.properties as Readonly<Record<string, JsonSchema>>) : {};
const requiredOf = (schema: JsonSchema): readonly string[] => (Array.isArray(schema.required) ? schema.required : []);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const show = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
