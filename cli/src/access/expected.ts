import type { DeclaredFor } from './declared.ts';
import { overlaps } from './policy/pattern.ts';
import { type IamPrincipal, isServiceLinked, permissionSetOf } from './principal.ts';
import { type Reached, reachOf } from './reach.ts';
import type { Snapshot } from './snapshot.ts';
import type { Store } from './store.ts';

/** Whether somebody belongs there, and by what that is known. */
export interface Expectation {
  readonly expected: 'yes' | 'no' | 'unknown';
  readonly why: string;
}

/** Organizations makes it in every account; a policy of the organization makes it useless outside the bootstrap unit. */
const ACCESS_ROLE = 'OrganizationAccountAccessRole';
const STOPPED_BY_THE_ORGANIZATION = "the organization's policies must stop it in a tenant's account";

/** In a tenant's account nobody has every right, whoever AWS makes there. */
const ofAws = ({ organization }: Snapshot, { accountId }: IamPrincipal): Expectation =>
  (organization?.scps.get(accountId)?.length ?? 0) > 0
    ? { expected: 'no', why: STOPPED_BY_THE_ORGANIZATION }
    : { expected: 'unknown', why: `${STOPPED_BY_THE_ORGANIZATION}; they could not be read` };

/** Those that no list of the product's roles has. */
const ofOthers = (snapshot: Snapshot, principal: IamPrincipal, store?: Store, reached: readonly Reached[] = []): Expectation => {
  const { configured } = snapshot;
  const { account, kind, name } = principal;
  if (isServiceLinked(principal)) return { expected: 'yes', why: "AWS's own role for a service" };
  if (account === 'tenant' && (kind === 'root user' || name === ACCESS_ROLE)) return ofAws(snapshot, principal);
  if (kind === 'root user')
    return { expected: 'yes', why: "an account's root user, whom nothing can take it from: keep its mailbox and its second factor" };
  const set = permissionSetOf(principal);
  if (set !== undefined && account === 'tenant') {
    if (!configured) return { expected: 'unknown', why: 'the configuration could not be read' };
    const isSet = configured.permissionSets.some(({ permissionSet }) => permissionSet === set);
    const isLooking = store === undefined || (store.kind === 'log group' && reached.every((one) => one.class === 'read'));
    if (isSet && isLooking) return { expected: 'yes', why: `permission set ${set} of the configuration` };
    if (isSet) return { expected: 'no', why: `permission set ${set} should read no data` };
  }
  const own = kind === 'role' && configured?.baseline.find((one) => overlaps(one.name, name));
  if (own) return { expected: 'yes', why: `${own.reason} (organization.baseline of the configuration)` };
  return { expected: 'no', why: `the product has no ${kind} ${name} in this account` };
};

const actionsOf = (reached: readonly Reached[]): readonly string[] => [...new Set(reached.map(({ action }) => action))];
/** Whatever the request says. */
const isFree = ({ conditions }: Reached): boolean => conditions.length === 0;

/**
 * Whether a principal belongs to those who reach something: it is a role that the product makes, and reaches no more than the product's
 * own policies let it.
 */
export const expectationOf = (
  snapshot: Snapshot,
  declared: DeclaredFor,
  principal: IamPrincipal,
  store?: Store,
  reached: readonly Reached[] = [],
): Expectation => {
  const role = declared.roleOf(principal);
  if (!role) return ofOthers(snapshot, principal, store, reached);
  const wanted = store ? reachOf(principal, store, snapshot.organization?.id, role.policies) : [];
  const more = actionsOf(reached).filter((action) => !wanted.some((one) => one.action === action));
  if (more.length > 0) return { expected: 'no', why: `the product's policy of the role does not have ${more.join(', ')}` };
  const freely = actionsOf(reached.filter(isFree)).filter((action) => !wanted.some((one) => one.action === action && isFree(one)));
  if (freely.length === 0) return { expected: 'yes', why: 'declared by the product' };
  return { expected: 'no', why: `the product's policy of the role has a condition for ${freely.join(', ')}` };
};
