import type { Facts } from './policy/condition.ts';
import { decide } from './policy/condition.ts';
import { type Policy, type Statement, statementName } from './policy/document.ts';
import { mayMean, type Named, namedBy } from './policy/principal.ts';
import type { Policies } from './policy/reach.ts';
import { type Deed, deniedBy, type Grant, grantOf, mayApply } from './policy/reach.ts';
import { factsOf, type IamPrincipal } from './principal.ts';
import { CLASSES, type Class, type Store } from './store.ts';

/** A deed on a store, and what makes it possible. */
export interface Reached extends Grant {
  readonly class: Class;
  readonly action: string;
}

type ClassedDeed = Deed & { readonly class: Class };
const deedsOf = ({ targets }: Store): readonly ClassedDeed[] =>
  targets.flatMap(({ arn, ...byClass }) =>
    CLASSES.flatMap((one) => (byClass[one] ?? []).map((action) => ({ class: one, action, resource: arn }))),
  );

/** The statements of a resource's policy that may let a caller do a deed. */
const invited = (
  { policy }: Store,
  deed: Deed,
  caller: { readonly arn: string; readonly accountId: string },
  facts: Facts,
): Grant | undefined => {
  for (const [index, statement] of (policy?.statements ?? []).entries()) {
    if (!policy || statement.Effect !== 'Allow' || !mayApply(statement, deed)) continue;
    if (!namedBy(statement).some((named) => mayMean(named, caller))) continue;
    const condition = decide(statement.Condition, facts);
    if (condition.holds !== 'no') return { through: statementName(policy, statement, index), conditions: condition.open };
  }
  return undefined;
};

/** Whether a resource's policy names the principal itself: within an account that is enough, without any policy of its own. */
const namesItself = (store: Store, deed: Deed, principal: IamPrincipal, facts: Facts): Grant | undefined => {
  const statements = (store.policy?.statements ?? []).filter((one) =>
    namedBy(one).some(({ kind }) => kind === 'anybody' || kind === 'principal'),
  );
  return store.policy ? invited({ ...store, policy: { ...store.policy, statements } }, deed, principal, facts) : undefined;
};

/** Denials of a resource's policy that are about everybody. */
const denials = ({ policy }: Store): readonly Policy[] =>
  policy
    ? [
        {
          name: policy.name,
          statements: policy.statements.filter(
            (one) => namedBy(one).some(({ kind, ofKind }) => kind === 'anybody' && !ofKind) && one.NotPrincipal === undefined,
          ),
        },
      ]
    : [];

/**
 * All that a principal of an account that was read may do with a store: in its own account by its policies or by the store's, in another
 * one only where both say so (IAM User Guide, "Cross-account policy evaluation logic").
 * @param policies of the principal, or those that the product declares for it
 */
export const reachOf = (
  principal: IamPrincipal,
  store: Store,
  organizationId?: string,
  policies: Policies = principal.policies,
): readonly Reached[] => {
  const facts = factsOf(principal, organizationId);
  return deedsOf(store).flatMap((deed): readonly Reached[] => {
    if (deniedBy(denials(store), deed, facts) !== undefined) return [];
    const own = grantOf(policies, deed, facts);
    const isHome = principal.accountId === store.accountId;
    const theirs = isHome ? namesItself(store, deed, principal, facts) : invited(store, deed, principal, facts);
    const stopped = theirs && deniedBy([...policies.identity, ...policies.scps.flat()], deed, facts) !== undefined;
    const grant = isHome
      ? (own ?? (stopped ? undefined : theirs))
      : own && theirs && { through: `${own.through}; ${theirs.through}`, conditions: [...own.conditions, ...theirs.conditions] };
    return grant ? [{ ...grant, class: deed.class, action: deed.action }] : [];
  });
};

/** What a statement of a store's policy, or a grant of a key, lets somebody do. */
export interface Invitation {
  readonly to: Named;
  readonly statement: Statement;
  readonly deeds: readonly { readonly class: Class; readonly action: string }[];
  readonly through: string;
  readonly conditions: readonly string[];
}
/** Everybody whom a store's policy lets in, as it names them. */
export const invitationsOf = (store: Store): readonly Invitation[] =>
  (store.policy?.statements ?? []).flatMap((statement, index) => {
    if (statement.Effect !== 'Allow' || !store.policy) return [];
    const through = statementName(store.policy, statement, index);
    const found = deedsOf(store).filter((deed) => mayApply(statement, deed));
    const { open } = decide(statement.Condition, new Map());
    return found.length === 0 ? [] : namedBy(statement).map((to) => ({ to, statement, deeds: found, through, conditions: open }));
  });

/** Classes in the order of `CLASSES`, each once. */
export const classesIn = (reached: readonly { readonly class: Class }[]): readonly Class[] =>
  CLASSES.filter((one) => reached.some((each) => each.class === one));
