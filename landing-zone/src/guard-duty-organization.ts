import {
  DeleteMembersCommand,
  DisassociateMembersCommand,
  EnableOrganizationAdminAccountCommand,
  GuardDutyClient,
  type GuardDutyClientConfig,
  paginateListMembers,
  paginateListOrganizationAdminAccounts,
  StopMonitoringMembersCommand,
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

/** Accounts in one call (GuardDuty API Reference, DisassociateMembers, accountIds). */
const ACCOUNTS_IN_CALL = 50;

/**
 * Stops GuardDuty in the organization's accounts and takes them off the detector, which cannot be deleted while it has members
 * ("the current account cannot delete detector while it has invited or associated members"). It stays suspended in them, for which AWS asks
 * nothing. Can be repeated.
 * @param administrator of a client of the account with the detector
 */
export const endOrganizationWatch = async (administrator: GuardDutyClientConfig, DetectorId: string): Promise<void> => {
  const client = new GuardDutyClient(administrator);
  try {
    const members = await collect(paginateListMembers({ client }, { DetectorId, OnlyAssociated: 'false' }), ({ Members }) => Members);
    if (members.length === 0) return;
    // First of all: with ALL the rest is refused (API Reference, DisassociateMembers).
    await client.send(new UpdateOrganizationConfigurationCommand({ DetectorId, AutoEnableOrganizationMembers: 'NONE' }));
    for (let from = 0; from < members.length; from += ACCOUNTS_IN_CALL) {
      const AccountIds = members.slice(from, from + ACCOUNTS_IN_CALL).map(({ AccountId }) => AccountId ?? '');
      await client.send(new StopMonitoringMembersCommand({ DetectorId, AccountIds }));
      await client.send(new DisassociateMembersCommand({ DetectorId, AccountIds }));
      await client.send(new DeleteMembersCommand({ DetectorId, AccountIds }));
    }
  } finally {
    client.destroy();
  }
};
