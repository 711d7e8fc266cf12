import { LASTING_ROLES, roleId, TENANT_ROLES } from '@tenantry/landing-zone/tenant';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { applyTemplate } from '../baseline-stack.ts';
import type { Known } from '../organization-account.ts';
import { accountToReach } from '../reachable-account.ts';
import type { Scope, Template } from '../scope.ts';
import { viaAccessRole, withCloudFormation } from '../tenant-access.ts';

/**
 * What stays when the tenant goes: the stage's own role, that of the sweep which proves that nothing else is left, and the boundary,
 * which IAM deletes only when no role is left within it.
 */
const STAYS = [...LASTING_ROLES.map(roleId), 'Boundary'];
export const sweepTemplate = ({ Resources, ...template }: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(Object.entries(Resources).filter(([logicalId]) => STAYS.includes(logicalId))),
});

/** What the wait for the reduced stack notes: that this removal has asked CloudFormation for it. */
interface Noted {
  readonly isAsked?: boolean;
}

/** The roles of the tenant's account, as a stack; `baselineReady` waits for it. */
export const baseline = step(
  'baseline',
  {
    ensure: async (scope: Scope, { accountId }: { accountId: string }, saved: { baselineStackId?: string }) => {
      const apply = saved.baselineStackId ? withCloudFormation : viaAccessRole;
      const { stackId } = await apply(scope, accountId, (cloudFormation) => applyTemplate(scope, cloudFormation, scope.template));
      return { baselineStackId: stackId };
    },
    /** The sweep's role is there afterwards, however far the on-boarding had come. */
    remove: async (scope: Scope, known: Known) => {
      const accountId = await accountToReach(scope, known);
      if (!accountId) return;
      const template = sweepTemplate(scope.template);
      const { isAsked = false }: Noted = scope.noted ?? {};
      const { is } = await withCloudFormation(scope, accountId, (cloudFormation) =>
        applyTemplate(scope, cloudFormation, template, isAsked),
      );
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
  },
);
