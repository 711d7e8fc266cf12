/** A statement of a policy as AWS stores it: of an identity, a boundary, the organization, or a resource (then with `Principal`). */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: ConditionBlock;
}
/** `*`, or lists by kind: AWS, Service, Federated, CanonicalUser. */
export type Principal = string | Readonly<Record<string, string | readonly string[]>>;
/** Operator → condition key → values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, ConditionValue>>>>;
type ConditionValue = string | number | boolean | readonly (string | number | boolean)[];

export interface Policy {
  /** As people find it: `policy policy`, `AWS's ViewOnlyAccess`. */
  readonly name: string;
  readonly statements: readonly Statement[];
}

export const listed = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/**
 * The statements of a policy's text; IAM answers it URL-encoded (API reference, GetAccountAuthorizationDetails).
 * @throws SyntaxError for what is no JSON: whoever asks must not take that for a policy without statements
 */
export const statementsOf = (document: string): readonly Statement[] => {
  const text = document.trimStart().startsWith('{') ? document : decodeURIComponent(document);
  const { Statement: found } = JSON.parse(text) as { readonly Statement?: Statement | readonly Statement[] };
  return listed(found);
};

/** How a statement is named to people: its Sid, or its place in the policy, from 1. */
export const statementName = ({ name }: Policy, { Sid }: Statement, index: number): string => `${name}, statement ${Sid || index + 1}`;
