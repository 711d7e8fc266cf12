import type { DeclaredFor } from './declared.ts';
import type { Expectation } from './expected.ts';
import { type Line, namedText, type Reaching, uniquely } from './line.ts';
import { deniedBy } from './policy/reach.ts';
import { classesIn, type Invitation } from './reach.ts';
import type { Assignment, Snapshot } from './snapshot.ts';
import type { Store } from './store.ts';

/** Statements of resource policies. What names the store's own account leaves it to the account's own policies. */
export const invitationLine = (snapshot: Snapshot, declared: DeclaredFor, store: Store, invitation: Invitation): Line => {
  const isDeclared = declared.invites(store, invitation);
  const stoppedBy = stopsStranger(snapshot, store, invitation);
  return {
    by: 'resource policy',
    who: namedText(invitation.to),
    principal: invitation.to.id,
    reaches: store.name,
    account: store.account,
    how: classesIn(invitation.deeds),
    actions: uniquely(invitation.deeds.map(({ action }) => action)),
    through: [invitation.through],
    conditions: invitation.conditions,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    expected: isDeclared ? 'yes' : 'no',
    why: isDeclared ? 'declared by the product, or a service of AWS for this account alone' : 'the product has no such statement',
  };
};

/** A resource control policy that surely keeps an account out which is not in the organization. */
const stopsStranger = ({ organization }: Snapshot, store: Store, { to, deeds }: Invitation): string | undefined => {
  const accountId = to.kind === 'account' ? to.id : to.kind === 'principal' ? to.id.split(':')[4] : undefined;
  if (!organization || accountId === undefined || organization.members.size === 0 || organization.members.has(accountId)) return undefined;
  const facts = new Map([
    ['aws:principalorgid', 'another organization'],
    ['aws:principalisawsservice', 'false'],
  ]);
  const stops = deeds.map(({ action }) => deniedBy(organization.rcps.get(store.accountId) ?? [], { action, resource: '*' }, facts));
  return stops.every((one) => one !== undefined) ? stops[0] : undefined;
};

/** A key is a way in for whoever has it. */
export const keyLines = ({ accessKeys }: Snapshot, reaching: readonly Reaching[]): readonly Line[] =>
  accessKeys.flatMap(({ id, of, account, active, lastUsedAt }) => {
    const how = reaching.find(({ principal }) => principal.arn === of)?.how ?? [];
    if (how.length === 0 && account !== 'tenant') return [];
    return [
      {
        by: 'access key' as const,
        who: `access key ${id}`,
        whoAccount: account,
        principal: of,
        reaches: `what ${of.slice(of.lastIndexOf(':') + 1)} reaches`,
        account,
        how,
        actions: [],
        through: [active ? (lastUsedAt === undefined ? 'active, use not known' : `active, last used ${lastUsedAt}`) : 'inactive'],
        conditions: [],
        expected: 'no' as const,
        why: 'the product has no access keys',
      },
    ];
  });

/** A service has grants for what it encrypts; nobody else has one. */
export const grantLines = ({ keyGrants, principals }: Snapshot, declared: DeclaredFor): readonly Line[] =>
  keyGrants.map(({ store, account, to, operations }) => {
    // A role may be called like a service.
    const isService = to.kind === 'service' || /^[a-z0-9.-]+\.amazonaws\.com$/.test(to.id);
    const role = principals.find(({ arn }) => arn === to.id);
    const isExpected = isService || (role !== undefined && declared.roleOf(role) !== undefined);
    return {
      by: 'key grant' as const,
      who: isService ? `service ${to.id}` : namedText(to),
      principal: to.id,
      reaches: store,
      account,
      how: ['read' as const],
      actions: operations.map((operation) => `kms:${operation}`),
      through: ['grant of the key'],
      conditions: [],
      expected: isExpected ? ('yes' as const) : ('no' as const),
      why: isExpected ? 'a service of AWS, or a role of the product' : 'the product makes no grants',
    };
  });

/** Whether the configuration assigns it. */
export const assignmentExpected = ({ configured }: Snapshot, { account, permissionSet, kind, group }: Assignment): Expectation => {
  if (!configured) return { expected: 'unknown', why: 'the configuration could not be read' };
  const isIt =
    kind === 'group' &&
    account === 'tenant' &&
    configured.permissionSets.some((one) => one.permissionSet === permissionSet && one.group === group);
  if (isIt) return { expected: 'yes', why: 'in the configuration (identityCenter.assignments)' };
  const known = configured.baseline.find(({ name }) => `AWSReservedSSO_${permissionSet}_`.startsWith(name.replace(/\*$/, '')));
  return known
    ? { expected: 'yes', why: known.reason }
    : { expected: 'no', why: 'the configuration has no such assignment (identityCenter.assignments)' };
};
