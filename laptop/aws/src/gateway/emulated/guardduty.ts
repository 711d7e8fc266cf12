import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Service } from '../types.ts';

interface GuardDutyState {
  /** The account that administers GuardDuty for the organization, in each region. */
  admins: Record<string, string>;
  /** Which members get it by themselves, in each region. */
  members: Record<string, string>;
}
const stateOf = (context: GatewayContext): GuardDutyState => context.state('guardduty', () => ({ admins: {}, members: {} }));

const refuse = (message: string): never => {
  throw new AwsError('BadRequestException', message);
};
const text = (call: AwsCall, name: string): string => String(call.input?.[name] ?? '');
/** GuardDuty API Reference: "can only be called by the organization's management account". */
const requireManagement = (call: AwsCall, { world }: GatewayContext): void => {
  if (call.caller.accountId !== world.management)
    refuse('The request failed because the caller is not the management account of an organization.');
};
const requireAdmin = (call: AwsCall, context: GatewayContext): void => {
  if (stateOf(context).admins[call.region] !== call.caller.accountId)
    refuse('The request failed because the caller is not the GuardDuty delegated administrator.');
};

const operations: Service['operations'] = {
  ListOrganizationAdminAccounts: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireManagement(call, context);
    const admin = stateOf(context).admins[call.region];
    return { adminAccounts: admin === undefined ? [] : [{ adminAccountId: admin, adminStatus: 'ENABLED' }] };
  },
  EnableOrganizationAdminAccount: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireManagement(call, context);
    const { admins } = stateOf(context);
    const wanted = text(call, 'AdminAccountId');
    // Of one region an organization has one (API Reference, EnableOrganizationAdminAccount).
    if (admins[call.region] !== undefined)
      refuse('The request failed because another account is already enabled as GuardDuty delegated administrator for the organization.');
    admins[call.region] = wanted;
    return {};
  },
  DescribeOrganizationConfiguration: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireAdmin(call, context);
    return { autoEnableOrganizationMembers: stateOf(context).members[call.region] ?? 'NONE', memberAccountLimitReached: false };
  },
  UpdateOrganizationConfiguration: (_input: unknown, call: AwsCall, context: GatewayContext) => {
    requireAdmin(call, context);
    stateOf(context).members[call.region] = text(call, 'AutoEnableOrganizationMembers');
    return {};
  },
};

/** GuardDuty's side of an organization. It finds nothing here: detectors are made by CloudFormation, and do nothing. */
export const guardduty: Service = { service: 'guardduty', operations };
