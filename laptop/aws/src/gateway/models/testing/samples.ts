import type { Reference, ServiceModel, Shape } from '../model.ts';
import { shapeOf } from '../values.ts';

/** Deeper than any input that tells something new; shapes may hold themselves. */
const DEPTH = 5;

const simple = ({ type, min = 0, max, enum: values }: Shape): unknown => {
  switch (type) {
    case 'boolean':
      return true;
    case 'blob':
      return Buffer.from('bytes');
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'bigdecimal':
      return Math.max(min, Math.min(max ?? 7, 7));
    case 'float':
    case 'double':
      return Math.max(min, Math.min(max ?? 1.5, 1.5));
    default:
      return values?.[0] ?? 'abc';
  }
};

/**
 * An input with every member of a shape: one element in each list, one entry in each map. Left out are times, which have many forms on
 * the wire, free JSON, attributes of XML, and what `leaveOut` names.
 */
export const sampleOf = (model: ServiceModel, reference: Reference, leaveOut: ReadonlySet<string> = new Set(), depth = 0): unknown => {
  const shape = shapeOf(model, reference);
  if (shape.document || reference.jsonvalue || reference.xmlAttribute || shape.type === 'timestamp' || depth > DEPTH) return undefined;
  if (shape.type === 'list') {
    const element = shape.member && sampleOf(model, shape.member, leaveOut, depth + 1);
    return element === undefined ? undefined : [element];
  }
  if (shape.type === 'map') {
    const value = shape.value && sampleOf(model, shape.value, leaveOut, depth + 1);
    const key = shape.key && sampleOf(model, shape.key, leaveOut, depth + 1);
    return value === undefined ? undefined : { [String(key)]: value };
  }
  if (shape.type !== 'structure') return simple(shape);
  const members = Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
    const value = leaveOut.has(name) ? undefined : sampleOf(model, member, leaveOut, depth + 1);
    return value === undefined ? [] : [[name, value] as const];
  });
  // An empty structure says nothing of how it is read.
  return members.length === 0 && depth > 0 ? undefined : Object.fromEntries(members);
};
