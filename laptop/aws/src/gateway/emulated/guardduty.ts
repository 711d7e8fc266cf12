import { randomBytes } from 'node:crypto';
import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import { accountState, organization } from '../rules/organizations/state.ts';
import type { GatewayContext, Service } from '../types.ts';
import { scopedKey, scopeOf } from './request.ts';

interface GuardDutyState {
  /** The account that administers GuardDuty for the organization, in each region. */
  readonly admins: Record<string, string>;
  /** Which accounts of the organization become members by themselves, in each region. */
  readonly automatic: Record<string, string>;
  /** The administrator's members and how they are related, in each region. */
  readonly members: Record<string, Record<string, 'Enabled' | 'Removed'>>;
  /** Detectors by account and region, each of which has one (GuardDuty User Guide, "Quotas"). */
  readonly detectors: Record<string, string>;
}
const stateOf = (context: GatewayContext): GuardDutyState =>
  context.state('guard-duty', () => ({ admins: {}, automatic: {}, members: {}, detectors: {} }));

const refuse = (message: string): never => {
  throw new AwsError('BadRequestException', message);
};
const text = (call: AwsCall, name: string): string => String(call.input?.[name] ?? '');
/** GuardDuty API Reference: "can only be called by the organization's management account". */
const requireManagement = (call: AwsCall, { world }: GatewayContext): void => {
  if (call.caller.accountId !== world.management)
    refuse('The request failed because the caller is not the management account of an organization.');
};
const isAdmin = (call: AwsCall, context: GatewayContext): boolean => stateOf(context).admins[call.region] === call.caller.accountId;
const requireAdmin = (call: AwsCall, context: GatewayContext): void => {
  if (!isAdmin(call, context)) refuse('The request failed because the caller is not the GuardDuty delegated administrator.');
};
const keyOf = (call: AwsCall): string => scopedKey(scopeOf(call), 'detector');
const requireDetector = (call: AwsCall, context: GatewayContext): void => {
  if (stateOf(context).detectors[keyOf(call)] !== text(call, 'DetectorId'))
    refuse('The request is rejected because the input detectorId is not owned by the current account.');
};

const isAutomatic = (call: AwsCall, context: GatewayContext): boolean => stateOf(context).automatic[call.region] === 'ALL';

/** The administrator's members: with `ALL` every account of the organization, also those that came since. */
const membersOf = (call: AwsCall, context: GatewayContext): Record<string, 'Enabled' | 'Removed'> => {
  const { members } = stateOf(context);
  members[call.region] ??= {};
  const found = members[call.region] ?? {};
  if (!isAutomatic(call, context)) return found;
  const created = Object.values(organization(context).creations).flatMap(({ accountId }) => accountId ?? []);
  for (const id of [...context.world.accounts, ...created])
    if (id !== call.caller.accountId && accountState(context, id) === 'ACTIVE') found[id] = 'Enabled';
  return found;
};

const idsOf = (call: AwsCall): readonly string[] => (call.input?.AccountIds ?? []) as readonly string[];
/** What changes members tells of each that it did not change. */
const changeMembers = (call: AwsCall, context: GatewayContext, change: (members: Record<string, string>, id: string) => void): object => {
  requireAdmin(call, context);
  requireDetector(call, context);
  // GuardDuty API Reference, DisassociateMembers: "With autoEnableOrganizationMembers … set to ALL, you'll receive an error".
  if (isAutomatic(call, context))
    refuse('The request failed because the organization switches GuardDuty on in all of its accounts (autoEnableOrganizationMembers ALL).');
  const members = membersOf(call, context);
  for (const id of idsOf(call)) change(members, id);
  return { unprocessedAccounts: [] };
};

const operations: Service['operations'] = {
  CreateDetector: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    const { detectors } = stateOf(context);
    // https://github.com/hashicorp/terraform-provider-aws/issues/11780
    if (detectors[keyOf(call)] !== undefined) refuse('The request is rejected because a detector already exists for the current account.');
    const detectorId = randomBytes(16).toString('hex');
    detectors[keyOf(call)] = detectorId;
    return { detectorId };
  },
  DeleteDetector: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireDetector(call, context);
    // https://github.com/aws-samples/amazon-guardduty-multiaccount-scripts/issues/3
    if (isAdmin(call, context) && Object.keys(membersOf(call, context)).length > 0)
      refuse('The request is rejected because the current account cannot delete detector while it has invited or associated members.');
    delete stateOf(context).detectors[keyOf(call)];
    return {};
  },
  ListDetectors: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    const found = stateOf(context).detectors[keyOf(call)];
    return { detectorIds: found === undefined ? [] : [found] };
  },
  ListMembers: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireDetector(call, context);
    return {
      members: Object.entries(membersOf(call, context)).map(([accountId, relationshipStatus]) => ({ accountId, relationshipStatus })),
    };
  },
  StopMonitoringMembers: (_input: unknown, call: AwsCall, context: GatewayContext) => changeMembers(call, context, () => {}),
  DisassociateMembers: (_input: unknown, call: AwsCall, context: GatewayContext) =>
    changeMembers(call, context, (members, id) => {
      if (members[id] !== undefined) members[id] = 'Removed';
    }),
  // "you can only delete a member that is disassociated" (GuardDuty User Guide, "Deleting member accounts from GuardDuty organization").
  DeleteMembers: (_input: unknown, call: AwsCall, context: GatewayContext) =>
    changeMembers(call, context, (members, id) => {
      if (members[id] === 'Removed') delete members[id];
    }),
  ListOrganizationAdminAccounts: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireManagement(call, context);
    const admin = stateOf(context).admins[call.region];
    return { adminAccounts: admin === undefined ? [] : [{ adminAccountId: admin, adminStatus: 'ENABLED' }] };
  },
  EnableOrganizationAdminAccount: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireManagement(call, context);
    const { admins } = stateOf(context);
    // Of one region an organization has one (API Reference, EnableOrganizationAdminAccount).
    if (admins[call.region] !== undefined)
      refuse('The request failed because another account is already enabled as GuardDuty delegated administrator for the organization.');
    admins[call.region] = text(call, 'AdminAccountId');
    return {};
  },
  DescribeOrganizationConfiguration: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireAdmin(call, context);
    return { autoEnableOrganizationMembers: stateOf(context).automatic[call.region] ?? 'NONE', memberAccountLimitReached: false };
  },
  UpdateOrganizationConfiguration: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireAdmin(call, context);
    membersOf(call, context);
    stateOf(context).automatic[call.region] = text(call, 'AutoEnableOrganizationMembers');
    return {};
  },
};

/** GuardDuty's side of an organization. It finds nothing here. */
export const guardduty: Service = { service: 'guardduty', operations };
