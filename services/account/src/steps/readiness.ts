import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { accountRoles } from '@tenantry/events-schema/account';
import { roleArn, serviceName } from '@tenantry/shared/domain/names';
import { isCode, SetupWait } from '@tenantry/shared/failure/errors';
import { isRoleRefused } from '@tenantry/shared/saga/reachable';
import { step } from '@tenantry/shared/saga/stage';
import { requireOpenAccount } from '../account-state.ts';
import { probeS3, probes } from '../probes.ts';
import type { Scope } from '../scope.ts';
import { waitForSetup } from '../tenant-access.ts';

const ROLES = accountRoles.keyof().options;
type Published = (typeof ROLES)[number];
/** What was one role when the event was first published. */
const nameOf = (deployment: string, role: Published): string => serviceName(deployment, role === 'deploy' ? 'service' : role);

/**
 * Makes the calls that the next stages depend on, so that these never meet a half-ready account. A new account answers
 * OptInRequired, NotSignedUp and PendingVerification for minutes, each service as long as it takes.
 */
export const readiness = step(
  'readiness',
  {
    ensure: async (scope: Scope, { accountId }: { accountId: string }) => {
      const tenant = scope.tenant(accountId);
      try {
        await probeS3(tenant);
        const arns = await Promise.all(
          ROLES.map(async (role) => {
            const name = nameOf(scope.deployment, role);
            const { Role } = await tenant(IAMClient).send(new GetRoleCommand({ RoleName: name }));
            return [role, Role?.Arn ?? roleArn(accountId, name)] as const;
          }),
        );
        await Promise.all(Object.values(probes(tenant)).flatMap((ofService) => ofService.map((probe) => probe())));
        return { roles: Object.fromEntries(arns) as Record<Published, string> };
      } catch (error) {
        waitForSetup(accountId, error);
        // IAM shows a new role to STS and to itself a little later (IAM User Guide, "Changes are not always immediately visible").
        if (isRoleRefused(error) || isCode(error, 'NoSuchEntityException', 'NoSuchEntity')) {
          await requireOpenAccount(scope, accountId);
          throw new SetupWait(5, `the roles of account ${accountId} to be seen everywhere`);
        }
        throw error;
      }
    },
    remove: async (_scope: Scope) => {},
  },
  {
    unseen: 'it tries out what the account may do, by calls that would create something',
    maxSeconds: 20,
    usually: {
      for: 'AWS to let a new account create anything',
      seconds: 60,
      source: 'https://github.com/hashicorp/terraform-provider-aws/issues/15654 (30 s to 7 min)',
    },
  },
);
