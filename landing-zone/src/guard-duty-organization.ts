import {
  EnableOrganizationAdminAccountCommand,
  GuardDutyClient,
  type GuardDutyClientConfig,
  paginateListOrganizationAdminAccounts,
  UpdateOrganizationConfigurationCommand,
} from '@aws-sdk/client-guardduty';
import { collect } from '@tenantry/shared/aws/pages';
import { refused } from './refused.ts';

export interface GuardDutyOrganization {
  readonly owner: GuardDutyClientConfig;
  readonly administrator: GuardDutyClientConfig;
  readonly administratorId: string;
  readonly detectorId: string;
}

/**
 * Lets the super-admin account administer GuardDuty for the organization, and switches it on in all of its accounts, also in those that
 * are created later: no template can (GuardDuty User Guide, "Managing GuardDuty accounts with AWS Organizations"). Can be repeated.
 * @throws Error that says which account administers it already, and what to do
 */
export const watchOrganization = async ({ owner, administrator, administratorId, detectorId }: GuardDutyOrganization): Promise<void> => {
  const [inOwner, inAdministrator] = [new GuardDutyClient(owner), new GuardDutyClient(administrator)];
  try {
    const [found] = await collect(
      paginateListOrganizationAdminAccounts({ client: inOwner }, {}),
      ({ AdminAccounts }) => AdminAccounts,
    ).catch(refused('GuardDuty ListOrganizationAdminAccounts'));
    if (found?.AdminAccountId !== undefined && found.AdminAccountId !== administratorId)
      throw new Error(
        `owner account: account ${found.AdminAccountId} administers GuardDuty for the organization already. Set watch.guardDuty to false, and let that account switch it on for all`,
      );
    if (!found)
      await inOwner
        .send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: administratorId }))
        .catch(refused('GuardDuty EnableOrganizationAdminAccount'));
    await inAdministrator
      .send(new UpdateOrganizationConfigurationCommand({ DetectorId: detectorId, AutoEnableOrganizationMembers: 'ALL' }))
      .catch(refused('GuardDuty UpdateOrganizationConfiguration'));
  } finally {
    inOwner.destroy();
    inAdministrator.destroy();
  }
};
