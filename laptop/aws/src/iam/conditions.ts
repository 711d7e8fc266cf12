import { type Compare, NEGATED, POSITIVE } from './operators.ts';
import { contextValues, withVariables } from './pattern.ts';
import { type ConditionBlock, type ConditionValue, type Context, listed } from './policy.ts';

interface Operator {
  readonly compare: Compare;
  readonly negated: boolean;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

const NAME = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** @throws Error that names an operator which IAM does not know */
const operatorOf = (name: string): Operator => {
  const [, set, base = '', ifExists] = NAME.exec(name) ?? [];
  const compare = POSITIVE[base] ?? POSITIVE[NEGATED[base] ?? ''];
  if (!compare) throw new Error(`IAM has no condition operator ${name}`);
  return {
    compare,
    negated: NEGATED[base] !== undefined,
    ifExists: ifExists !== undefined,
    ...(set === undefined ? {} : { set: set as 'ForAllValues' | 'ForAnyValue' }),
  };
};

/** `Null: { key: 'true' }` asks that the request has no such key. */
const nullHolds = (actual: readonly string[] | undefined, expected: readonly string[]): boolean =>
  expected.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));

const holds = (name: string, key: string, value: ConditionValue, context: Context): boolean => {
  const actual = contextValues(context, key);
  const expected = listed(value).map((one) => withVariables(String(one), context));
  if (name === 'Null')
    return nullHolds(
      actual,
      expected.filter((one) => one !== undefined),
    );
  const { compare, negated, set, ifExists } = operatorOf(name);
  // A missing key fails an operator that asks for a value, and meets one that excludes it (IAM User Guide, "...IfExists").
  if (actual === undefined || actual.length === 0)
    return set === 'ForAllValues' || (set === undefined && (ifExists || negated)) || ifExists;
  const fits = (one: string): boolean => {
    const found = expected.some((wanted) => wanted !== undefined && compare(one, wanted));
    return negated ? !found : found;
  };
  if (set === 'ForAllValues') return actual.every(fits);
  // A key with one value has one; where a request gives several without a set operator, a negation must hold for all of them.
  return set === undefined && negated ? actual.every(fits) : actual.some(fits);
};

/** Whether every condition holds: operators and keys are joined by AND, values by OR (IAM User Guide, "Conditions with multiple …"). */
export const conditionsHold = (block: ConditionBlock | undefined, context: Context): boolean =>
  Object.entries(block ?? {}).every(([name, keys]) => Object.entries(keys).every(([key, value]) => holds(name, key, value, context)));

const VARIABLES = /\$\{\s*([\w:/.-]+)/g;

/** The condition keys that a statement reads, policy variables included. */
export const keysRead = (statement: { readonly Condition?: ConditionBlock; readonly Resource?: unknown }): readonly string[] => {
  const variables = JSON.stringify([statement.Condition ?? null, statement.Resource ?? null]).matchAll(VARIABLES);
  return [...Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys)), ...[...variables].map(([, key = '']) => key)];
};
