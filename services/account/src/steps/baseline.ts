import { TENANT_ROLES } from '@tenantry/landing-zone/tenant';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { Known } from '../organization-account.ts';
import { accountToReach } from '../reachable-account.ts';
import { createRoles, stackWith, writeRoles } from '../roles-stack.ts';
import type { Scope } from '../scope.ts';

/** What the wait for the reduced stack notes: that this removal has asked CloudFormation for it. */
interface Noted {
  readonly isAsked?: boolean;
}

/** The roles of the tenant's account, as a stack; `baselineReady` waits for it. */
export const baseline = step(
  'baseline',
  {
    ensure: async (scope: Scope, { accountId }: { accountId: string }, saved: { baselineStackId?: string }) => {
      if (!saved.baselineStackId) return { baselineStackId: (await createRoles(scope, accountId, scope.template)).stackId };
      const settled = await stackWith(scope, accountId, scope.template);
      return { baselineStackId: settled ?? (await writeRoles(scope, accountId, scope.template)).stackId };
    },
    /** The sweep's role is there afterwards, however far the on-boarding had come. */
    remove: async (scope: Scope, known: Known) => {
      const accountId = await accountToReach(scope, known);
      if (!accountId) return;
      const { isAsked = false }: Noted = scope.noted ?? {};
      if (await stackWith(scope, accountId, scope.sweepTemplate)) return;
      const { is } = await writeRoles(scope, accountId, scope.sweepTemplate, isAsked);
      if (is === 'settled') return;
      const note: Noted = { isAsked: isAsked || is === 'asked' };
      throw new Wait(5, `the roles of account ${accountId} to be reduced to the sweep's`, note);
    },
  },
  {
    creates: [
      { type: 'AWS::CloudFormation::Stack' },
      { type: 'AWS::IAM::Role', count: TENANT_ROLES.length },
      { type: 'AWS::IAM::ManagedPolicy' },
    ],
    revision: 2,
  },
);
