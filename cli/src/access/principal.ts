import type { Facts } from './policy/condition.ts';
import type { Statement } from './policy/document.ts';
import type { Policies } from './policy/reach.ts';
import type { Account } from './store.ts';

/** A role, a user, or the root user of an account that was read. */
export interface IamPrincipal {
  readonly kind: 'role' | 'user' | 'root user';
  readonly name: string;
  readonly arn: string;
  readonly account: Account;
  readonly accountId: string;
  readonly policies: Policies;
  /** Of a role: who may assume it. */
  readonly trust: readonly Statement[];
}

/** A role that AWS makes for a service, and which no policy of the organization concerns (Organizations User Guide, "SCPs"). */
export const isServiceLinked = ({ arn }: Pick<IamPrincipal, 'arn'>): boolean => arn.includes(':role/aws-service-role/');
/** The permission set by which people come to a role: `AWSReservedSSO_<set>_<16 hex>` (Identity Center User Guide, "Referencing permission sets"). */
export const permissionSetOf = ({ arn }: Pick<IamPrincipal, 'arn'>): string | undefined =>
  /:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]+\/)?AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(arn)?.[1];

/** What every request of the principal says. @param organizationId absent where the organization was not read */
export const factsOf = ({ arn, accountId }: Pick<IamPrincipal, 'arn' | 'accountId'>, organizationId?: string): Facts =>
  new Map([
    ['aws:principalarn', arn],
    ['aws:principalaccount', accountId],
    ['aws:principalisawsservice', 'false'],
    ...(organizationId === undefined ? [] : [['aws:principalorgid', organizationId] as const]),
  ]);
