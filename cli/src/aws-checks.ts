import type { Deployment } from '@tenantry/api-client/generated/api';
import { ROLES as LANDING_ZONE_ROLES, STAGE_NAMES } from '@tenantry/saga/stages';
import type { GroupedCheck } from './checks.ts';
import { usageError } from './exit-code.ts';
import type { Profile } from './profile.ts';

type Account = keyof Deployment['accounts'];
type AwsProfiles = Readonly<Partial<Record<Account, string>>>;

/** Roles that the landing zone and the services make in each account, without `tenantry-<stage>-` in front. */
const ROLES: Readonly<Record<Account, readonly string[]>> = {
  ...LANDING_ZONE_ROLES,
  superAdmin: ['admin', 'notifications', ...STAGE_NAMES].map((service) => `${service}-function`),
};
/** Those with a VPC of ours. */
const WITH_VPC: readonly Account[] = ['superAdmin', 'devops', 'networking'];
const ACCOUNTS: readonly Account[] = ['owner', 'superAdmin', 'devops', 'networking', 'production'];

/**
 * The AWS profiles of the profile and those of the command line.
 * @param accounts those that a command looks into
 * @throws CommandError for an account that there is not
 */
export const withAwsProfiles = <Name extends string = Account>(
  { awsProfiles = {} }: Pick<Profile, 'awsProfiles'>,
  pairs: readonly string[],
  accounts: readonly Name[] = ACCOUNTS as readonly string[] as readonly Name[],
): Readonly<Partial<Record<Name, string>>> => {
  const given = pairs.map((pair) => pair.split('=') as [string, string?]);
  for (const [account, name] of given)
    if (!name || !accounts.some((one) => one === account))
      throw usageError(`'${account}' is no account with a profile`, `write account=name: ${accounts.join(', ')}`);
  return { ...awsProfiles, ...Object.fromEntries(given) } as Readonly<Partial<Record<Name, string>>>;
};

/**
 * Prepares the SDK for a command. It looks for profiles where the environment says, endpoints included; there is no parameter for it.
 * @param awsConfigFile where the profile keeps them; absent: where the AWS CLI does
 */
export const prepareSdk = ({ awsConfigFile }: Pick<Profile, 'awsConfigFile'> = {}): void => {
  // Which Node is fine is said by doctor's own check.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  if (awsConfigFile) process.env.AWS_CONFIG_FILE ??= awsConfigFile;
};

/** Looks into accounts with AWS profiles: whether each is the account that the deployment means, and has the roles it needs. */
export const awsChecks = async (
  profile: Profile,
  profiles: AwsProfiles,
  deployment: Deployment,
): Promise<{ readonly checks: readonly GroupedCheck[]; readonly nameServers?: readonly string[] }> => {
  prepareSdk(profile);
  const accounts = ACCOUNTS.filter((account) => profiles[account]);
  const checks = await Promise.all(accounts.map((account) => accountChecks(account, profiles[account] ?? '', deployment)));
  const isMeant = checks.flat().some(({ group, name, isOk }) => group === groupOf('production') && name === 'account' && isOk);
  const nameServers = isMeant && profiles.production ? await nameServersOf(profiles.production, deployment) : undefined;
  return { checks: checks.flat(), ...(nameServers ? { nameServers } : {}) };
};

const groupOf = (account: Account): string => `AWS account ${account}`;

const accountChecks = async (
  account: Account,
  profile: string,
  { accounts, stage, region, zoneIds }: Deployment,
): Promise<readonly GroupedCheck[]> => {
  const { GetCallerIdentityCommand, STSClient } = await import('@aws-sdk/client-sts');
  const group = groupOf(account);
  const fix = `let the AWS profile ${profile} be one of account ${accounts[account]}`;
  try {
    const { Account: found = '' } = await new STSClient({ profile, region }).send(new GetCallerIdentityCommand({}));
    if (found !== accounts[account])
      return [{ group, name: 'account', isOk: false, state: 'failed', detail: `profile ${profile} is of account ${found}`, fix }];
    return [
      { group, name: 'account', isOk: true, state: 'ok', detail: `${found}, by profile ${profile}` },
      await roleCheck(group, account, profile, stage, region),
      ...(WITH_VPC.includes(account) ? [zonesCheck(group, zoneIds, await zonesOf(profile, region))] : []),
    ];
  } catch (error) {
    return [{ group, name: 'account', isOk: false, state: 'failed', detail: `${(error as Error).name}: ${(error as Error).message}`, fix }];
  }
};

const roleCheck = async (group: string, account: Account, profile: string, stage: string, region: string): Promise<GroupedCheck> => {
  const { GetRoleCommand, IAMClient, NoSuchEntityException } = await import('@aws-sdk/client-iam');
  const iam = new IAMClient({ profile, region });
  const isThere = (RoleName: string): Promise<boolean> =>
    iam.send(new GetRoleCommand({ RoleName })).then(
      () => true,
      (error: unknown) => {
        if (error instanceof NoSuchEntityException) return false;
        throw error;
      },
    );
  const names = ROLES[account].map((role) => `tenantry-${stage}-${role}`);
  const found = await Promise.all(names.map(isThere));
  const missing = names.filter((_name, i) => !found[i]);
  return {
    group,
    name: 'roles',
    isOk: missing.length === 0,
    state: missing.length === 0 ? 'ok' : 'failed',
    detail: missing.length === 0 ? `${names.length} are there` : `missing: ${missing.join(', ')}`,
    fix:
      account === 'superAdmin'
        ? `deploy the services: npx oslsc deploy --stage ${stage}`
        : `repeat the landing zone: npm run landing-zone -- --stage ${stage}`,
  };
};

/** Zones that the account may use, by id. */
const zonesOf = async (profile: string, region: string): Promise<readonly string[]> => {
  const { DescribeAvailabilityZonesCommand, EC2Client } = await import('@aws-sdk/client-ec2');
  const { AvailabilityZones = [] } = await new EC2Client({ profile, region }).send(new DescribeAvailabilityZonesCommand({}));
  return AvailabilityZones.flatMap(({ ZoneId, State }) => (ZoneId && State === 'available' ? [ZoneId] : []));
};

/**
 * AWS offers an older account zones that a new one does not get (EC2 User Guide, "Regions and Zones"): what is there in a shared account
 * may still be missing in a tenant's, which its own stage finds.
 * @param wanted the deployment's; absent from an API that is older than this command
 */
export const zonesCheck = (group: string, wanted: readonly string[] | undefined = [], found: readonly string[]): GroupedCheck => {
  const missing = wanted.filter((zone) => !found.includes(zone));
  return {
    group,
    name: 'availability zones',
    isOk: missing.length === 0,
    state: missing.length === 0 ? 'ok' : 'failed',
    detail: missing.length === 0 ? `${wanted.join(', ')} are there` : `lacks ${missing.join(', ')}; it has ${found.join(', ')}`,
    fix: 'name zones that every account has in network.zoneIds before there are tenants. docs/runbook.md#a-zone-is-not-offered',
  };
};

const nameServersOf = async (profile: string, { hostedZoneId, region }: Deployment): Promise<readonly string[] | undefined> => {
  const { GetHostedZoneCommand, Route53Client } = await import('@aws-sdk/client-route-53');
  const zone = await new Route53Client({ profile, region }).send(new GetHostedZoneCommand({ Id: hostedZoneId })).catch(() => undefined);
  return zone?.DelegationSet?.NameServers;
};
