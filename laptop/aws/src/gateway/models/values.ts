import type { Operation, Reference, ServiceModel, Shape, ShapeType } from './model.ts';

/** A member's shape with what its use says besides. */
export const shapeOf = ({ shapes }: ServiceModel, { shape }: Reference): Shape => {
  const found = shapes[shape];
  if (!found) throw new Error(`the API model names a shape ${shape} and has none`);
  return found;
};

/** The shape of an operation's input; undefined where it takes none. */
export const inputOf = ({ shapes }: ServiceModel, { input }: Operation): Shape | undefined => shapes[input?.shape ?? ''];

export const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof Date);

export const NUMBERS: ReadonlySet<ShapeType> = new Set(['byte', 'short', 'integer', 'long', 'bigdecimal', 'float', 'double']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * A simple value of a protocol that has text alone (query, XML, headers): numbers, booleans and bytes by the shape's type. What is none
 * stays text, and is found by the check.
 */
export const fromText = ({ type }: Shape, text: string): unknown => {
  if (NUMBERS.has(type)) return NUMBER.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'blob' ? Buffer.from(text, 'base64') : text;
};

/** The members of a structure that `read` finds, by their names in the model. */
export const membersOf = (shape: Shape, read: (name: string, member: Reference) => unknown): Record<string, unknown> => {
  const values: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const value = read(name, member);
    if (value !== undefined && value !== null) values[name] = value;
  }
  return values;
};

const byWireName = new WeakMap<Shape, ReadonlyMap<string, readonly [name: string, member: Reference]>>();

/** The members of a structure that stand in a body, by their names there. */
export const bodyMembers = (shape: Shape): ReadonlyMap<string, readonly [name: string, member: Reference]> => {
  const known = byWireName.get(shape);
  if (known) return known;
  const members = new Map(
    Object.entries(shape.members ?? {}).flatMap(([name, member]) =>
      member.location === undefined ? [[member.locationName ?? name, [name, member] as const] as const] : [],
    ),
  );
  byWireName.set(shape, members);
  return members;
};
