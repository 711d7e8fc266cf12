import { type Assumer, assumersOf, isNamed } from './assume.ts';
import { type DeclaredFor, declaredFor } from './declared.ts';
import { type Expectation, expectationOf } from './expected.ts';
import { type Line, namedText, type Reaching, uniquely } from './line.ts';
import { assignmentExpected, grantLines, invitationLine, keyLines } from './other-lines.ts';
import { type IamPrincipal, isServiceLinked } from './principal.ts';
import { classesIn, invitationsOf, type Reached, reachOf } from './reach.ts';
import type { Assignment, Snapshot, Unread, Users } from './snapshot.ts';
import type { Class, Store } from './store.ts';

export interface Report {
  readonly tenantId: string;
  /** Whether everything was read that this report is made of. */
  readonly isComplete: boolean;
  readonly unexpected: number;
  /** What is not expected comes first. */
  readonly lines: readonly Line[];
  readonly assignments: readonly (Assignment & Expectation)[];
  readonly users: readonly Users[];
  readonly unread: readonly Unread[];
}

const lineOf = (principal: IamPrincipal, store: Store, reached: readonly Reached[], expectation: Expectation): Line => ({
  by: 'policy',
  who: `${principal.kind} ${principal.name}`,
  whoAccount: principal.account,
  principal: principal.arn,
  reaches: store.name,
  account: store.account,
  how: classesIn(reached),
  actions: uniquely(reached.map(({ action }) => action)),
  through: uniquely(reached.map(({ through }) => through)),
  conditions: uniquely(reached.flatMap(({ conditions }) => conditions)),
  ...expectation,
});

/** The classes in which each principal reaches something, itself or by a role that it may become. */
const reachingOf = (
  lines: readonly Line[],
  principals: readonly IamPrincipal[],
  assumers: ReadonlyMap<IamPrincipal, readonly Assumer[]>,
): readonly Reaching[] => {
  const known = new Map(
    principals.map((one) => [one, new Set(lines.filter(({ principal }) => principal === one.arn).flatMap(({ how }) => how))]),
  );
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const [role, all] of assumers) {
      for (const { who } of all) {
        const own = isNamed(who) ? undefined : known.get(who);
        const before = own?.size;
        for (const one of known.get(role) ?? []) own?.add(one);
        isChanged ||= own !== undefined && own.size !== before;
      }
    }
  }
  return [...known].map(([principal, how]) => ({ principal, how: classesIn([...how].map((one) => ({ class: one }))) }));
};

const assumptionLine = (
  role: IamPrincipal,
  how: readonly Class[],
  { who, through, conditions }: Assumer,
  expectation: Expectation,
): Line => ({
  by: 'assumption',
  ...(isNamed(who)
    ? { who: namedText(who), principal: who.id }
    : { who: `${who.kind} ${who.name}`, whoAccount: who.account, principal: who.arn }),
  reaches: `role ${role.name}`,
  account: role.account,
  how,
  actions: ['sts:AssumeRole'],
  through: [through],
  conditions,
  ...expectation,
});
/** What a condition asks, without what is wanted: `sts:ExternalId StringEquals`. */
const asked = (condition: string): string => condition.split(' ').slice(0, 2).join(' ');
const keyOfAssumer = ({ who }: Assumer): string => (isNamed(who) ? `${who.kind} ${who.id}` : who.arn);

/**
 * Everybody who can reach what is stored of a tenant, by what is deployed. Never too few: what a policy may allow counts as allowed, what
 * depends on the request is a condition of the line, and what could not be read is listed as such.
 */
export const reportOf = (snapshot: Snapshot): Report => {
  const { principals, stores, organization } = snapshot;
  const declared = declaredFor(snapshot);
  const own = principals.flatMap((principal) =>
    stores.flatMap((store) => {
      const reached = reachOf(principal, store, organization?.id);
      return reached.length > 0 ? [lineOf(principal, store, reached, expectationOf(snapshot, declared, principal, store, reached))] : [];
    }),
  );
  const invited = stores.flatMap((store) =>
    invitationsOf(store)
      .filter(({ to }) => !(to.kind === 'account' && to.id === store.accountId))
      .map((invitation) => invitationLine(snapshot, declared, store, invitation)),
  );
  const world = { principals, ...(organization ? { organizationId: organization.id } : {}) };
  const assumers = new Map(principals.filter(({ kind }) => kind === 'role').map((role) => [role, assumersOf(role, world)]));
  const reaching = reachingOf(own, principals, assumers);
  const assumed = reaching.flatMap(({ principal: role, how }) => {
    if (how.length === 0) return [];
    const twin = declared.roleOf(role);
    const wanted = twin ? assumersOf(role, world, twin.trust) : [];
    return (assumers.get(role) ?? []).map((one) => assumptionLine(role, how, one, becoming(snapshot, declared, role, one, wanted)));
  });
  const lines = [...own, ...invited, ...assumed, ...keyLines(snapshot, reaching), ...grantLines(snapshot, declared)];
  const assignments = snapshot.assignments.map((one) => ({ ...one, ...assignmentExpected(snapshot, one) }));
  const unexpected = [...lines, ...assignments].filter(({ expected }) => expected === 'no').length;
  return {
    tenantId: snapshot.tenantId,
    isComplete: snapshot.unread.length === 0,
    unexpected,
    lines: [...lines].sort(
      (a, b) => RANK[a.expected] - RANK[b.expected] || a.who.localeCompare(b.who) || a.reaches.localeCompare(b.reaches),
    ),
    assignments: assignments.sort((a, b) => RANK[a.expected] - RANK[b.expected]),
    users: snapshot.users,
    unread: snapshot.unread,
  };
};
const RANK = { no: 0, unknown: 1, yes: 2 } as const;

const becoming = (
  snapshot: Snapshot,
  declared: DeclaredFor,
  role: IamPrincipal,
  assumer: Assumer,
  wanted: readonly Assumer[],
): Expectation => {
  if (isServiceLinked(role)) return { expected: 'yes', why: "AWS's own role for a service" };
  const itself = expectationOf(snapshot, declared, role);
  if (!declared.roleOf(role)) return itself;
  const meant = wanted.filter((one) => keyOfAssumer(one) === keyOfAssumer(assumer));
  if (meant.length === 0) return { expected: 'no', why: 'the product trusts nobody but those whom it declares for the role' };
  const lacking = meant.map((one) => one.conditions.map(asked).filter((key) => !assumer.conditions.map(asked).includes(key)));
  if (lacking.every((keys) => keys.length > 0))
    return { expected: 'no', why: `the product's trust has a condition besides: ${uniquely(lacking.flat()).join(', ')}` };
  return isNamed(assumer.who) ? { expected: 'yes', why: 'declared by the product' } : expectationOf(snapshot, declared, assumer.who);
};
