import { DescribeAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { isClosed, stateIn } from '@tenantry/shared/aws/account-state';
import { StalledError } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';

export const stateOf = ({ inOwner }: Pick<Scope, 'inOwner'>, AccountId: string): Promise<string | undefined> =>
  stateIn(inOwner(OrganizationsClient).send(new DescribeAccountCommand({ AccountId })));

/**
 * Refuses to go on with an account that does not work. Never terminal: somebody, or AWS, closed or suspended it, and may open it again.
 * @throws StalledError when it is closed or suspended
 * @throws Wait while it is being closed
 */
export const requireOpen = (accountId: string, state: string | undefined): void => {
  if (!isClosed(accountId, state)) return;
  throw new StalledError(`account ${accountId} is closed`, {
    code: 'AccountClosed',
    advice:
      'Whoever closed it knows why. AWS Support can open it again for 90 days: then retry the stage. Else off-board the tenant and request it again, which gives it another id, address and account (docs/runbook.md#an-account-is-suspended-or-closed).',
  });
};

/** Asks Organizations itself, since a refused role has many causes. @throws as `requireOpen` */
export const requireOpenAccount = async (scope: Pick<Scope, 'inOwner'>, accountId: string): Promise<void> =>
  requireOpen(accountId, await stateOf(scope, accountId));
