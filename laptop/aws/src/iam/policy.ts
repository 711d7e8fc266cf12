/** A statement as a policy document has it; one that an intrinsic function of a template still stands in is no statement yet. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: ConditionBlock;
}
/** Operator → condition key → values: `{ StringLike: { 'aws:RequestTag/x': ['?*'] } }`. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;
export type ConditionValue = string | number | boolean | readonly (string | number | boolean)[];

export interface Policy {
  /** What a decision names: the policy's name or ARN. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

/** The request context: condition key (without regard to case) → its one value or its list. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** One question to IAM. A call makes one for every action that it needs and every resource that it touches; `*` where there is none. */
export interface IamRequest {
  /** `ec2:CreateTags`. */
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

export const listed = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** The statements of a policy document; a document with one statement may have it without a list. */
export const statementsOf = (document: unknown): readonly Statement[] => {
  const parsed: unknown = typeof document === 'string' ? JSON.parse(document) : document;
  const statement: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'Statement') : undefined;
  return listed(statement as Statement | readonly Statement[] | undefined);
};
