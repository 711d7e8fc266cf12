import { decide } from './policy/condition.ts';
import { listed, type Statement, statementName } from './policy/document.ts';
import { actionOverlaps } from './policy/pattern.ts';
import { mayMean, type Named, namedBy, surelyMeans } from './policy/principal.ts';
import { type Deed, deniedBy, grantOf } from './policy/reach.ts';
import { factsOf, type IamPrincipal } from './principal.ts';

/** Somebody who may become a role: a principal that was read, or whom its trust policy names. */
export interface Assumer {
  readonly who: IamPrincipal | Named;
  readonly through: string;
  readonly conditions: readonly string[];
}
export const isNamed = (who: IamPrincipal | Named): who is Named => 'id' in who;

/** AssumeRole, and the calls for people of an identity provider. */
const assumes = ({ Effect, Action, NotAction }: Statement): boolean =>
  Effect === 'Allow' && (NotAction !== undefined || listed(Action).some((action) => actionOverlaps(action, 'sts:AssumeRole*')));

interface World {
  readonly principals: readonly IamPrincipal[];
  readonly organizationId?: string;
}

/** By which statement of a trust policy a principal may assume a role, the organization's policies and its own included. */
const assumesBy = (who: IamPrincipal, role: IamPrincipal, trust: readonly Statement[], organizationId?: string): Assumer | undefined => {
  // AWS refuses AssumeRole to the root user (STS API reference, AssumeRole).
  if (who.arn === role.arn || who.kind === 'root user') return undefined;
  const policy = { name: `trust policy of role ${role.name}`, statements: trust };
  const facts = factsOf(who, organizationId);
  const inviting = trust.flatMap((statement, index) => {
    const named = assumes(statement) ? namedBy(statement).filter((one) => mayMean(one, who)) : [];
    if (named.length === 0) return [];
    const { holds, open } = decide(statement.Condition, facts);
    return holds === 'no' ? [] : [{ named, open, through: statementName(policy, statement, index) }];
  });
  // A role trusts few: the policies of all others need not be asked.
  if (inviting.length === 0) return undefined;
  const deed: Deed = { action: 'sts:AssumeRole', resource: role.arn };
  const denying = trust
    .filter((one) => namedBy(one).some((named) => surelyMeans(named, who)) && one.NotPrincipal === undefined)
    .map(withoutResource);
  if (deniedBy([{ ...policy, statements: denying }], deed, facts) !== undefined) return undefined;
  const own = grantOf(who.policies, deed, facts);
  const isStopped = deniedBy([...who.policies.identity, ...who.policies.scps.flat()], deed, facts) !== undefined;
  for (const { named, open, through } of inviting) {
    // Named itself in the role's own account, it needs no policy of its own (IAM User Guide, "Determining whether a request is allowed").
    const isItself = who.accountId === role.accountId && named.some(({ kind }) => kind !== 'account');
    if (isItself ? isStopped : !own) continue;
    return {
      who,
      through,
      conditions: [...open, ...(isItself ? [] : (own?.conditions ?? []))],
    };
  }
  return undefined;
};
/** A trust policy is about its role. */
const withoutResource = ({ Resource: _, ...rest }: Statement): Statement => rest;

/** Those whom a trust policy names and who are no principals that were read: services, providers, other accounts, anybody. */
const strangers = (role: IamPrincipal, trust: readonly Statement[], { principals }: World): readonly Assumer[] => {
  const policy = { name: `trust policy of role ${role.name}`, statements: trust };
  const read = new Set(principals.map(({ accountId }) => accountId));
  return trust.flatMap((statement, index) => {
    if (!assumes(statement)) return [];
    const { open } = decide(statement.Condition, new Map());
    const through = statementName(policy, statement, index);
    return namedBy(statement)
      .filter((named) => !(named.kind === 'account' && read.has(named.id)) && !principals.some(({ arn }) => arn === named.id))
      .map((who) => ({ who, through, conditions: open }));
  });
};

/** Everybody who may assume a role. @param trust its own, or the one that the product declares for it */
export const assumersOf = (role: IamPrincipal, world: World, trust: readonly Statement[] = role.trust): readonly Assumer[] => [
  ...world.principals.flatMap((who) => assumesBy(who, role, trust, world.organizationId) ?? []),
  ...strangers(role, trust, world),
];
