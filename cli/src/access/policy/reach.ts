import { type Condition, decide, type Facts } from './condition.ts';
import { listed, type Policy, type Statement, statementName } from './document.ts';
import { actionCovers, actionOverlaps, covers, hasVariable, overlaps, widened } from './pattern.ts';

/** One thing that could be done: an action, or a pattern of actions, on what an ARN or a pattern of ARNs names. */
export interface Deed {
  readonly action: string;
  readonly resource: string;
}
/** What makes a deed possible: the statement, and what a request needs besides. */
export interface Grant {
  readonly through: string;
  readonly conditions: readonly string[];
}
/** Everything that decides what a principal may do by itself. */
export interface Policies {
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  /** Service control policies by level, from the root of the organization to the account; none where they were not read, or concern nobody. */
  readonly scps: readonly (readonly Policy[])[];
}

/** Whether a statement may speak of a deed, too widely: what cannot be told counts as spoken of. */
export const mayApply = (statement: Statement, { action, resource }: Deed): boolean => {
  const { Action, NotAction, Resource, NotResource } = statement;
  if (
    NotAction === undefined
      ? !listed(Action).some((text) => actionOverlaps(text, action))
      : listed(NotAction).some((text) => actionCovers(text, action))
  )
    return false;
  if (NotResource !== undefined) return !listed(NotResource).some((text) => !hasVariable(text) && covers(text, resource));
  return Resource === undefined || listed(Resource).some((text) => overlaps(widened(text), resource));
};

/** Whether a statement speaks of all of a deed, too narrowly: what cannot be told counts as not spoken of. */
const surelyApplies = (statement: Statement, { action, resource }: Deed): boolean => {
  const { Action, NotAction, Resource, NotResource } = statement;
  const byAction =
    NotAction === undefined
      ? listed(Action).some((text) => actionCovers(text, action))
      : !listed(NotAction).some((text) => actionOverlaps(text, action));
  if (!byAction) return false;
  if (NotResource !== undefined) return !listed(NotResource).some((text) => overlaps(widened(text), resource));
  return Resource === undefined || listed(Resource).some((text) => !hasVariable(text) && covers(text, resource));
};

/** The statement that denies a deed for every request of a principal; undefined where none surely does. */
export const deniedBy = (policies: readonly Policy[], deed: Deed, facts: Facts): string | undefined => {
  for (const policy of policies) {
    const index = policy.statements.findIndex(
      (one) => one.Effect === 'Deny' && surelyApplies(one, deed) && decide(one.Condition, facts).holds === 'yes',
    );
    const statement = policy.statements[index];
    if (statement) return statementName(policy, statement, index);
  }
  return undefined;
};

interface Allowing extends Condition {
  readonly through: string;
}
const allowing = (policies: readonly Policy[], deed: Deed, facts: Facts): readonly Allowing[] =>
  policies.flatMap((policy) =>
    policy.statements.flatMap((statement, index) => {
      if (statement.Effect !== 'Allow' || !mayApply(statement, deed)) return [];
      const condition = decide(statement.Condition, facts);
      return condition.holds === 'no' ? [] : [{ ...condition, through: statementName(policy, statement, index) }];
    }),
  );

/**
 * What may let a principal do a deed by its own policies: an allowing statement that neither its boundary nor the organization's policies
 * surely stop. Never too little: conditions that depend on the request are listed and count as met, and a denial counts only where it
 * holds for every request. A statement without conditions is named before one that has some.
 */
export const grantOf = (policies: Policies, deed: Deed, facts: Facts): Grant | undefined => {
  const { identity, boundary, scps } = policies;
  const bounds = boundary ? [boundary] : [];
  if (deniedBy([...identity, ...bounds, ...scps.flat()], deed, facts) !== undefined) return undefined;
  const limits = [...scps, ...bounds.map((one) => [one])];
  if (!limits.every((level) => allowing(level, deed, facts).length > 0)) return undefined;
  const found = allowing(identity, deed, facts);
  const [first] = [...found.filter(({ open }) => open.length === 0), ...found];
  return first && { through: first.through, conditions: first.open };
};
