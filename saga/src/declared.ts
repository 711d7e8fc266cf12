/** A statement as the product declares it; `{deployment}`, `{tenantId}`, `{organization}` and `{owner}` and the like stand for what a deployment has there. */
export interface DeclaredStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
/** A role that the product makes. */
export interface DeclaredRole {
  readonly account: 'tenant' | 'superAdmin' | 'devops' | 'networking' | 'production' | 'owner';
  readonly name: string;
  /** Who may assume it. */
  readonly trust: readonly DeclaredStatement[];
  readonly statements: readonly DeclaredStatement[];
}
/** A statement of the policy of a bucket, a key, a queue or a function that the product makes in a shared account. */
export interface DeclaredInvitation {
  readonly account: DeclaredRole['account'];
  readonly statement: DeclaredStatement;
}
/** All that the product lets in: `npm run generate` writes it from the templates. */
export interface Declared {
  readonly roles: readonly DeclaredRole[];
  readonly invitations: readonly DeclaredInvitation[];
}
