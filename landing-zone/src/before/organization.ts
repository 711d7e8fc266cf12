import {
  type Account,
  DescribeOrganizationCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListAWSServiceAccessForOrganization,
} from '@aws-sdk/client-organizations';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { ACCOUNTS } from '../account-names.ts';
import { checkNeighbours } from '../neighbours.ts';
import { POLICY_TYPES, rootOf } from '../policy-type.ts';
import type { Place } from './place.ts';
import { missing, ok, type Question, unknown } from './precondition.ts';

const SOURCE = 'https://docs.aws.amazon.com/organizations/latest/userguide/';

/** What the owner account must have of AWS Organizations. */
export const organizationQuestions = (place: Place): readonly Question[] => {
  const client = new OrganizationsClient(place.clientOf('owner'));
  const of = (id: string, name: string, fix: string, page: string, ask: Question['ask']): Question => ({
    id,
    name,
    account: 'owner',
    fix,
    source: `${SOURCE}${page}`,
    ask,
  });
  return [
    of(
      'organization',
      'organization with all features',
      'Create the organization with all features in the owner account (Organizations console), or enable them there ("Settings").',
      'orgs_manage_org_support-all-features.html',
      () => organization(client, place),
    ),
    of(
      'members',
      'shared accounts are its members',
      'Invite the account into the organization, or create it there (Organizations console, "Add an AWS account").',
      'orgs_manage_accounts.html',
      () => members(client, place),
    ),
    of(
      'policy-types',
      'service and resource control policies',
      'Open "Policies" of the Organizations console: another change may be in progress.',
      'orgs_manage_policies_enable-disable.html',
      () => policyTypes(client),
    ),
    of(
      'trusted-access',
      'trusted access of IAM Identity Center',
      'Enable IAM Identity Center for the organization, not for the account alone (its console, "Enable").',
      'services-that-can-integrate-sso.html',
      () => trustedAccess(client),
    ),
    of(
      'neighbours',
      'other deployments in it',
      'Give one of the two an organization of its own, or set production alike in both configurations.',
      'orgs_best-practices.html',
      async () => {
        const { Id } = await rootOf(client);
        await checkNeighbours(client, Id, place.deployment, place.config);
        return ok('none that this one must not stand beside');
      },
    ),
  ];
};

const organization = async (client: OrganizationsClient, { config }: Place) => {
  const found = await ifFound(() => client.send(new DescribeOrganizationCommand({})), 'AWSOrganizationsNotInUseException');
  const { FeatureSet, MasterAccountId } = found?.Organization ?? {};
  if (!found?.Organization) return missing('the owner account is in no organization');
  if (MasterAccountId !== config.accounts.owner)
    return missing(
      `accounts.owner is ${config.accounts.owner}, but account ${MasterAccountId} manages the organization`,
      `Let accounts.owner be the management account ${MasterAccountId}.`,
    );
  return FeatureSet === 'ALL' ? ok('managed by the owner account, with all features') : missing(`it has feature set ${FeatureSet}`);
};

/** The accounts of the organization; closed ones count for 90 days. */
export const accountsIn = (client: OrganizationsClient): Promise<readonly Account[]> =>
  collect(paginateListAccounts({ client }, {}), ({ Accounts }) => Accounts);

const members = async (client: OrganizationsClient, { config }: Place) => {
  const found = await accountsIn(client);
  const problems = ACCOUNTS.flatMap((name) => {
    const one = found.find(({ Id }) => Id === config.accounts[name]);
    if (!one) return [`accounts.${name} ${config.accounts[name]} is no member`];
    return one.State === undefined || one.State === 'ACTIVE' ? [] : [`accounts.${name} ${config.accounts[name]} is ${one.State}`];
  });
  return problems.length === 0 ? ok(`all ${ACCOUNTS.length}`) : missing(problems.join('; '));
};

/** Both types are made possible by the landing zone; it can, where the organization has all features and nothing is in progress. */
const policyTypes = async (client: OrganizationsClient) => {
  const { PolicyTypes = [] } = await rootOf(client);
  const states = Object.entries(POLICY_TYPES).map(([type, name]) => ({
    name,
    status: PolicyTypes.find(({ Type }) => Type === type)?.Status ?? 'not enabled yet',
  }));
  const pending = states.filter(({ status }) => status.startsWith('PENDING'));
  if (pending.length > 0) return unknown(pending.map(({ name, status }) => `${name}: ${status}`).join('; '));
  const off = states.filter(({ status }) => status !== 'ENABLED').map(({ name }) => name);
  return ok(off.length === 0 ? 'enabled' : `not enabled yet: ${off.join(', ')}; the landing zone does it`);
};

const IDENTITY_CENTER = 'sso.amazonaws.com';
const trustedAccess = async (client: OrganizationsClient) => {
  const found = await collect(
    paginateListAWSServiceAccessForOrganization({ client }, {}),
    ({ EnabledServicePrincipals }) => EnabledServicePrincipals,
  );
  return found.some(({ ServicePrincipal }) => ServicePrincipal === IDENTITY_CENTER)
    ? ok(`${IDENTITY_CENTER}; what the configuration's watch needs, the landing zone adds`)
    : missing(`${IDENTITY_CENTER} has none`);
};
