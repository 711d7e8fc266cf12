import { javaPattern, UntranslatablePattern } from './java-pattern.ts';
import type { Shape } from './model.ts';
import type { Violation } from './violation.ts';

/** A constraint of a shape, in AWS's words, that a value breaks. */
export type Broken = Pick<Violation, 'kind' | 'constraint'>;

const NUMBERS = new Set(['byte', 'short', 'integer', 'long', 'bigdecimal', 'float', 'double']);
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

const lengthBroken = ({ min, max }: Shape, length: number): Broken[] => [
  ...(min !== undefined && length < min
    ? [{ kind: 'minLength' as const, constraint: `Member must have length greater than or equal to ${min}` }]
    : []),
  ...(max !== undefined && length > max
    ? [{ kind: 'maxLength' as const, constraint: `Member must have length less than or equal to ${max}` }]
    : []),
];

const rangeBroken = ({ min, max }: Shape, value: number): Broken[] => [
  ...(min !== undefined && value < min
    ? [{ kind: 'min' as const, constraint: `Member must have value greater than or equal to ${min}` }]
    : []),
  ...(max !== undefined && value > max
    ? [{ kind: 'max' as const, constraint: `Member must have value less than or equal to ${max}` }]
    : []),
];

const NONE: readonly Broken[] = [];

/** What of a shape's constraints a value of the right type breaks. */
export const brokenBy = (shape: Shape, value: unknown): readonly Broken[] => {
  if (shape.min === undefined && shape.max === undefined && !shape.enum && shape.pattern === undefined) return NONE;
  if (typeof value === 'number') return rangeBroken(shape, value);
  const broken = shape.min === undefined && shape.max === undefined ? [] : lengthBroken(shape, lengthOf(value) ?? 0);
  if (typeof value !== 'string') return broken;
  if (shape.enum && !shape.enum.includes(value)) {
    broken.push({ kind: 'enum', constraint: `Member must satisfy enum value set: [${shape.enum.join(', ')}]` });
  }
  if (shape.pattern !== undefined && patternOf(shape.pattern)?.test(value) === false) {
    broken.push({ kind: 'pattern', constraint: `Member must satisfy regular expression pattern: ${shape.pattern}` });
  }
  return broken;
};

/** All constraints of a shape in AWS's words: of a list's elements or a map's keys AWS names every one when one is broken. */
export const constraintsOf = ({ type, min, max, pattern, enum: values }: Shape): string => {
  const what = NUMBERS.has(type) ? 'value' : 'length';
  const all = [
    ...(max === undefined ? [] : [`Member must have ${what} less than or equal to ${max}`]),
    ...(min === undefined ? [] : [`Member must have ${what} greater than or equal to ${min}`]),
    ...(values ? [`Member must satisfy enum value set: [${values.join(', ')}]`] : []),
    ...(pattern === undefined ? [] : [`Member must satisfy regular expression pattern: ${pattern}`]),
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
