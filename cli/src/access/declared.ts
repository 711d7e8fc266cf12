import type { Declared, DeclaredRole, DeclaredStatement } from '@tenantry/saga/declared';
import { declared } from '@tenantry/saga/generated/declared';
import { listed, type Statement } from './policy/document.ts';
import { actionCovers, covers } from './policy/pattern.ts';
import type { Named } from './policy/principal.ts';
import { namedBy } from './policy/principal.ts';
import type { Policies } from './policy/reach.ts';
import type { IamPrincipal } from './principal.ts';
import type { Invitation } from './reach.ts';
import type { Snapshot } from './snapshot.ts';
import type { Store } from './store.ts';

/** What the product declares for one deployment and one tenant. */
export interface DeclaredFor {
  /** The declared form of a role that is there; undefined where the product has none of that name in that account. */
  readonly roleOf: (principal: IamPrincipal) => { readonly policies: Policies; readonly trust: readonly Statement[] } | undefined;
  /** Whether the product, or AWS for the account's own resources, wrote the statement. */
  readonly invites: (store: Store, invitation: Invitation) => boolean;
}

type Names = Pick<Snapshot, 'deployment' | 'tenantId' | 'accountIds' | 'organization'>;
const named = (text: string, { deployment, tenantId, accountIds, organization }: Names): string => {
  const values: Readonly<Record<string, string>> = {
    ...accountIds,
    deployment,
    tenantId,
    tenantid: tenantId.toLowerCase(),
    organization: organization?.id ?? '*',
  };
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
};

/** In production there is no developer role, and nothing trusts one. */
const withoutDevelopers = ({ roles, invitations }: Declared): Declared => {
  const text = JSON.stringify({ roles: roles.filter(({ name }) => !name.endsWith('-developer')), invitations });
  return JSON.parse(
    text.replaceAll(
      /,"arn:aws:iam::\{superAdmin\}:role\/tenantry-\{deployment\}-developer"|"arn:aws:iam::\{superAdmin\}:role\/tenantry-\{deployment\}-developer",?/g,
      '',
    ),
  ) as Declared;
};

const asStatement = ({ Condition, ...rest }: DeclaredStatement): Statement => ({ ...rest, ...(Condition ? { Condition } : {}) });

/** The lists of the product with the names of a deployment and of a tenant put in. Production where the configuration could not be read. */
export const declaredFor = (snapshot: Snapshot, all: Declared = declared): DeclaredFor => {
  const meant = snapshot.configured?.production === false ? all : withoutDevelopers(all);
  const { roles, invitations } = JSON.parse(named(JSON.stringify(meant), snapshot)) as Declared;
  const byPlace = new Map([...rolesOfOthers(snapshot, meant.roles), ...roles].map((role) => [placeOf(role), role]));
  return {
    roleOf: ({ kind, arn, account, name }) => {
      const role = kind === 'role' && arn.endsWith(`:role/${name}`) ? byPlace.get(placeOf({ account, name })) : undefined;
      return (
        role && {
          trust: role.trust.map(asStatement),
          policies: { identity: [{ name: 'declared', statements: role.statements.map(asStatement) }], scps: [] },
        }
      );
    },
    invites: (store, invitation) =>
      isOfItsAccount(store, invitation) ||
      invitations.some((one) => one.account === store.account && isSame(one.statement, invitation, store)),
  };
};
/** The shared accounts have roles of every tenant, each for its own tenant alone. */
const rolesOfOthers = (snapshot: Snapshot, roles: readonly DeclaredRole[]): readonly DeclaredRole[] => {
  const ofEach = JSON.stringify(roles.filter(({ account, name }) => account !== 'tenant' && name.includes('{tenantid}')));
  return snapshot.others.flatMap(({ tenantId, accountId = '' }) => {
    const accountIds = { ...snapshot.accountIds, tenant: accountId };
    return JSON.parse(named(ofEach, { ...snapshot, tenantId, accountIds })) as readonly DeclaredRole[];
  });
};
const placeOf = ({ account, name }: Pick<DeclaredRole, 'account' | 'name'>): string => `${account} ${name}`;

/** Conditions that say for whose resources a service acts, with the values that they may have. */
const sourcesOf = ({ Condition = {} }: Statement): readonly string[] =>
  Object.entries(Condition).flatMap(([operator, keys]) =>
    /^(StringEquals|StringLike|ArnEquals|ArnLike)$/.test(operator)
      ? Object.entries(keys).flatMap(([key, value]) => (/^aws:source(arn|account)$/i.test(key) ? listed(value).map(String) : []))
      : [],
  );

/** A service of AWS, for resources of the store's own account and of no other. */
const isOfItsAccount = ({ accountId }: Store, { to, statement }: Invitation): boolean => {
  const sources = sourcesOf(statement);
  return (
    to.kind === 'service' && sources.length > 0 && sources.every((source) => source === accountId || source.split(':')[4] === accountId)
  );
};

const isAmong = (to: Named, statement: Statement): boolean => namedBy(statement).some(({ kind, id }) => kind === to.kind && id === to.id);

/** The templates do not know the ARN of each rule or distribution (`*`): it is of the account itself. */
const isWithin = (key: string, wide: string, value: string, { accountId }: Store): boolean =>
  wide === '*' && key.toLowerCase() === 'aws:sourcearn' ? value.split(':')[4] === accountId : covers(wide, value);

/** Whether a statement lets in nobody whom the declared one does not, and to nothing else. */
const isSame = (declaredOne: DeclaredStatement, { to, statement }: Invitation, store: Store): boolean => {
  const wanted = asStatement(declaredOne);
  if (!isAmong(to, wanted) || statement.NotAction !== undefined || statement.NotResource !== undefined) return false;
  if (!listed(statement.Action).every((action) => listed(wanted.Action).some((wide) => actionCovers(wide, action)))) return false;
  if (!listed(statement.Resource).every((one) => listed(wanted.Resource).some((wide) => covers(wide, one)))) return false;
  return Object.entries(wanted.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const [, found] =
        Object.entries(statement.Condition?.[operator] ?? {}).find(([name]) => name.toLowerCase() === key.toLowerCase()) ?? [];
      const actual = listed(found).map(String);
      return actual.length > 0 && actual.every((value) => listed(values).some((wide) => isWithin(key, String(wide), value, store)));
    }),
  );
};
