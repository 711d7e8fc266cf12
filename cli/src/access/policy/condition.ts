import { type ConditionBlock, listed } from './document.ts';
import { hasVariable } from './pattern.ts';

/** Whether something holds for every request, for none, or depends on the request. */
type Holds = 'yes' | 'no' | 'maybe';
/** What is known of every request of a principal: condition key in lower case → its value. A key that is not here may have any value, or none. */
export type Facts = ReadonlyMap<string, string>;

const glob = (text: string, star: string): string =>
  [...text].map((c) => (c === '*' ? star : c === '?' ? '.' : c.replace(/[\\^$.|+()[\]{}/-]/, '\\$&'))).join('');
const like = (value: string, pattern: string): boolean => new RegExp(`^${glob(pattern, '[\\s\\S]*')}$`, 's').test(value);

/** ARNs are compared segment by segment; ArnEquals and ArnLike are the same (IAM User Guide, "ARN condition operators"). */
const arnLike = (value: string, pattern: string): boolean => {
  const split = (arn: string): readonly string[] => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const [a, b] = [split(value), split(pattern)];
  return b.every((segment, at) => like(a[at] ?? '', segment));
};

/** Operators that are decided; every other one depends on the request. */
const DECIDED: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};
const NAME = /^(?:ForAnyValue:)?(String|Arn|Bool)(Not)?(\w*?)(IfExists)?$/;

const one = (name: string, values: readonly string[], known: string | undefined): Holds => {
  if (known === undefined) return 'maybe';
  if (name === 'Null') return values.some((value) => value.toLowerCase() === 'false') ? 'yes' : 'no';
  const [, type = '', not, rest = ''] = NAME.exec(name) ?? [];
  const compare = DECIDED[`${type}${rest}`];
  if (!compare || values.some(hasVariable)) return 'maybe';
  const found = values.some((value) => compare(known, value));
  return found === (not === undefined) ? 'yes' : 'no';
};

export interface Condition {
  readonly holds: Holds;
  /** What depends on the request, as people read it: `sts:ExternalId StringEquals 01J…`. */
  readonly open: readonly string[];
}

/** A statement's conditions, as far as they can be decided for a principal without a request. They are joined by AND. */
export const decide = (block: ConditionBlock | undefined, facts: Facts): Condition => {
  const open: string[] = [];
  for (const [name, keys] of Object.entries(block ?? {})) {
    for (const [key, value] of Object.entries(keys)) {
      const values = listed(value).map(String);
      const holds = one(name, values, facts.get(key.toLowerCase()));
      if (holds === 'no') return { holds: 'no', open: [] };
      if (holds === 'maybe') open.push(`${key} ${name} ${values.join(', ')}`);
    }
  }
  return { holds: open.length > 0 ? 'maybe' : 'yes', open };
};
