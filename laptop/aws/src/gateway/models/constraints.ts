import { javaPattern, UntranslatablePattern } from './java-pattern.ts';
import type { Shape } from './model.ts';
import { NUMBERS } from './values.ts';
import type { Violation } from './violation.ts';

/** A constraint of a shape, in AWS's words, that a value breaks. */
export type Broken = Pick<Violation, 'kind' | 'constraint'>;

const WHOLE = new Set(['byte', 'short', 'integer', 'long']);

const patterns = new Map<string, RegExp | undefined>();
/** Undefined for a pattern that JavaScript cannot say: its values pass. `untranslatable-patterns.ts` has them all. */
const patternOf = (pattern: string): RegExp | undefined => {
  if (patterns.has(pattern)) return patterns.get(pattern);
  let compiled: RegExp | undefined;
  try {
    compiled = javaPattern(pattern);
  } catch (error) {
    if (!(error instanceof UntranslatablePattern)) throw error;
  }
  patterns.set(pattern, compiled);
  return compiled;
};

/** Smithy counts Unicode scalar values of a string: https://smithy.io/2.0/spec/constraint-traits.html#length-trait */
const lengthOf = (value: unknown): number | undefined => {
  if (typeof value === 'string') return /[\ud800-\udfff]/.test(value) ? [...value].length : value.length;
  if (Array.isArray(value) || Buffer.isBuffer(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
};

type Measure = 'length' | 'value';
const atLeast = (min: number, what: Measure): string => `Member must have ${what} greater than or equal to ${min}`;
const atMost = (max: number, what: Measure): string => `Member must have ${what} less than or equal to ${max}`;
const oneOf = (values: readonly string[]): string => `Member must satisfy enum value set: [${values.join(', ')}]`;
const matching = (pattern: string): string => `Member must satisfy regular expression pattern: ${pattern}`;

const boundsBroken = ({ min, max }: Shape, what: Measure, size: number): Broken[] => [
  ...(min !== undefined && size < min
    ? [{ kind: what === 'length' ? ('minLength' as const) : ('min' as const), constraint: atLeast(min, what) }]
    : []),
  ...(max !== undefined && size > max
    ? [{ kind: what === 'length' ? ('maxLength' as const) : ('max' as const), constraint: atMost(max, what) }]
    : []),
];

const NONE: readonly Broken[] = [];

/** What of a shape's constraints a value of the right type breaks. */
export const brokenBy = (shape: Shape, value: unknown): readonly Broken[] => {
  if (shape.min === undefined && shape.max === undefined && !shape.enum && shape.pattern === undefined) return NONE;
  if (typeof value === 'number') return boundsBroken(shape, 'value', value);
  const broken = shape.min === undefined && shape.max === undefined ? [] : boundsBroken(shape, 'length', lengthOf(value) ?? 0);
  if (typeof value !== 'string') return broken;
  if (shape.enum && !shape.enum.includes(value)) {
    broken.push({ kind: 'enum', constraint: oneOf(shape.enum) });
  }
  if (shape.pattern !== undefined && patternOf(shape.pattern)?.test(value) === false) {
    broken.push({ kind: 'pattern', constraint: matching(shape.pattern) });
  }
  return broken;
};

/** All constraints of a shape in AWS's words: of a list's elements or a map's keys AWS names every one when one is broken. */
export const constraintsOf = ({ type, min, max, pattern, enum: values }: Shape): string => {
  const what = NUMBERS.has(type) ? 'value' : 'length';
  const all = [
    ...(max === undefined ? [] : [atMost(max, what)]),
    ...(min === undefined ? [] : [atLeast(min, what)]),
    ...(values ? [oneOf(values)] : []),
    ...(pattern === undefined ? [] : [matching(pattern)]),
  ];
  return `[${all.join(', ')}]`;
};

/** Whether a value is of the shape's type. Timestamps come in several forms, and documents in every one. */
export const hasType = ({ type, document }: Shape, value: unknown): boolean => {
  if (document || type === 'timestamp') return true;
  if (NUMBERS.has(type))
    return typeof value === 'number' ? !WHOLE.has(type) || Number.isInteger(value) : typeof value === 'bigint' || isSpecial(type, value);
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'structure':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
    case 'blob':
      return Buffer.isBuffer(value);
    default:
      return typeof value === 'string';
  }
};

/** JSON has no number for these: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html, "Shape serialization". */
const isSpecial = (type: Shape['type'], value: unknown): boolean =>
  (type === 'float' || type === 'double') && (value === 'NaN' || value === 'Infinity' || value === '-Infinity');
