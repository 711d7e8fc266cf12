import { KINDS, type Target } from './kinds.ts';
import type { Policy } from './policy/document.ts';

/** Accounts in which something of a tenant is; `tenant` is its own. */
export const ACCOUNTS = ['tenant', 'superAdmin', 'devops', 'networking', 'production', 'owner'] as const;
export type Account = (typeof ACCOUNTS)[number];
/** What somebody may do with what is stored: see it, change it, or decide who may. */
export const CLASSES = ['read', 'write', 'admin'] as const;
export type Class = (typeof CLASSES)[number];

/** Where something of the tenant is, or by what it is reached. */
export interface Store {
  readonly kind: Kind;
  /** `secret tenantry-01j…-database`. */
  readonly name: string;
  readonly account: Account;
  readonly accountId: string;
  readonly targets: readonly Target[];
  /** Its resource policy; absent where it has none, or takes none. */
  readonly policy?: Policy;
}

export type Kind = keyof typeof KINDS;
export const STORE_KINDS = Object.keys(KINDS) as readonly Kind[];

export const store = (
  kind: Kind,
  arn: string,
  place: { readonly account: Account; readonly accountId: string },
  name: string,
  policy?: Policy,
): Store => ({
  kind,
  name: name === '' ? kind : `${kind} ${name}`,
  ...place,
  targets: KINDS[kind](arn),
  ...(policy ? { policy } : {}),
});
