import type { Policy } from './policy/document.ts';
import type { Named } from './policy/principal.ts';
import type { IamPrincipal } from './principal.ts';
import type { Account, Store } from './store.ts';

/** What could not be read: nobody knows who is let in there. */
export interface Unread {
  readonly account: Account;
  /** `resource policy of secret tenantry-…`. */
  readonly what: string;
  /** AWS's code, or why nobody was asked. */
  readonly why: string;
}
/** A key with which somebody calls AWS without signing in. */
export interface AccessKey {
  readonly id: string;
  /** ARN of the user or of the root user whose key it is. */
  readonly of: string;
  readonly account: Account;
  readonly active: boolean;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly lastUsedAt?: string;
}
/** A right to a KMS key besides its policy. */
export interface KeyGrant {
  readonly store: string;
  readonly account: Account;
  readonly to: Named;
  readonly operations: readonly string[];
}
/** A group or a person of Identity Center with a permission set in an account. */
export interface Assignment {
  readonly account: Account;
  readonly permissionSet: string;
  readonly kind: 'group' | 'person';
  /** Id in the identity store; of a group also its name. No person is named. */
  readonly id: string;
  readonly group?: string;
  /** How many people are in the group; absent where that was not read. */
  readonly people?: number;
}
/** People of a user pool, by their subjects. */
export interface Users {
  readonly account: Account;
  readonly pool: string;
  /** Of the pool of super admins; everybody else is in none. */
  readonly group?: string;
  readonly subjects: readonly string[];
}
/** What the organization says of an account. */
export interface Organization {
  readonly id: string;
  readonly members: ReadonlySet<string>;
  /** Service control policies by account id, by level from the root. */
  readonly scps: ReadonlyMap<string, readonly (readonly Policy[])[]>;
  /** Resource control policies by account id. */
  readonly rcps: ReadonlyMap<string, readonly Policy[]>;
}

/** What is deployed, as far as it could be read. */
export interface Snapshot {
  readonly deployment: string;
  readonly region: string;
  readonly tenantId: string;
  /** Of the same deployment: their roles are in the shared accounts too. */
  readonly others: readonly OtherTenant[];
  readonly accountIds: Readonly<Record<Account, string>>;
  /** Absent where it was not read. */
  readonly organization?: Organization;
  readonly principals: readonly IamPrincipal[];
  readonly stores: readonly Store[];
  readonly accessKeys: readonly AccessKey[];
  readonly keyGrants: readonly KeyGrant[];
  readonly assignments: readonly Assignment[];
  readonly users: readonly Users[];
  readonly unread: readonly Unread[];
  /** What the configuration says of people and of roles that are not the product's; absent where it was not read. */
  readonly configured?: Configured;
}
/** Another tenant that the deployment has, or that comes or goes while this is read. */
interface OtherTenant {
  readonly tenantId: string;
  /** Absent where it has none yet. */
  readonly accountId?: string | undefined;
}
export interface Configured {
  readonly production: boolean;
  readonly permissionSets: readonly { readonly group: string; readonly permissionSet: string }[];
  /** Roles of the organization's own (`organization.baseline.roles`). */
  readonly baseline: readonly { readonly name: string; readonly reason: string }[];
}
