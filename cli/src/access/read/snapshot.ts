import { EC2Client, paginateDescribeClientVpnEndpoints } from '@aws-sdk/client-ec2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { isServiceLinked } from '../principal.ts';
import type { Configured, Snapshot, Unread } from '../snapshot.ts';
import { ACCOUNTS, type Account, type Store, store } from '../store.ts';
import { buckets, type Keep, queues, secrets, tables } from './data-stores.ts';
import { readIam } from './iam.ts';
import { readOrganization } from './organization.ts';
import { readAssignments, readUsers } from './people.ts';
import { type Credentials, collect, type Reader, readerOf } from './reader.ts';
import { bus, functions, keys, logDestinations, logGroups, userPools } from './service-stores.ts';

export interface Where {
  readonly deployment: string;
  readonly region: string;
  readonly tenantId: string;
  /** Asked before the accounts are read and once more after it: a tenant may come or go meanwhile. */
  readonly others: () => Promise<Snapshot['others']>;
  readonly hostedZoneId: string;
  readonly accountIds: Readonly<Record<Account, string>>;
}
type Access = Readonly<Partial<Record<Account, Credentials>>>;

const all: Keep = () => true;
const beginning =
  (...beginnings: readonly string[]): Keep =>
  (name) =>
    beginnings.some((one) => name.startsWith(one));

/** What of a tenant is in each account: in its own everything, in the shared ones what is called after the deployment or the tenant. */
const storesIn = async (
  reader: Reader,
  where: Where,
): Promise<{ readonly stores: readonly Store[]; readonly grants: Snapshot['keyGrants'] }> => {
  const { account, accountId, region } = reader;
  const ofDeployment = `tenantry-${where.deployment}-`;
  const ofTenant = `tenantry-${where.tenantId.toLowerCase()}`;
  const named = beginning(ofDeployment, ofTenant);
  const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  // Whoever writes the roles or the stacks of an account reaches what is in it.
  const whole = [store('roles', `arn:aws:iam::${accountId}`, reader, ''), store('stacks', arn('cloudformation', 'stack/*'), reader, '')];
  switch (account) {
    case 'tenant': {
      const [own, ...found] = await Promise.all([
        keys(reader),
        ...[buckets, secrets, queues, functions, userPools, logGroups, logDestinations].map((find) => find(reader, all)),
      ]);
      const front = [
        store('distributions', `arn:aws:cloudfront::${accountId}:distribution/*`, reader, ''),
        store('APIs', `arn:aws:apigateway:${region}::/apis/*`, reader, ''),
      ];
      return { stores: [...found.flat(), ...front, ...own.stores, ...whole], grants: own.grants };
    }
    case 'superAdmin': {
      // RDS names the secret of the cluster's administrator.
      const [own, ...kept] = await Promise.all([
        keys(reader),
        buckets(reader, named),
        secrets(reader, beginning(ofDeployment, ofTenant, 'rds!cluster-')),
        queues(reader, named),
        tables(reader, named),
        functions(reader, named),
        logGroups(reader, beginning(`/aws/rds/cluster/tenantry-${where.deployment}/`)),
        userPools(reader, named),
        bus(reader, `tenantry-${where.deployment}`),
      ]);
      const database = store('database', arn('rds', `cluster:tenantry-${where.deployment}`), reader, 'PostgreSQL');
      return { stores: [database, ...kept.flat(), ...own.stores, ...whole], grants: own.grants };
    }
    case 'devops': {
      const [own, ...kept] = await Promise.all([
        keys(reader),
        buckets(reader, named),
        logGroups(reader, beginning(`/aws/codebuild/${ofTenant}`)),
      ]);
      const delivery = [
        store('CodePipeline', arn('codepipeline', ofTenant), reader, ofTenant),
        store('build', arn('codebuild', `project/${ofTenant}-*`), reader, `${ofTenant}-*`),
        store('repository', arn('codecommit', `${ofDeployment}*`), reader, `${ofDeployment}*`),
      ];
      return { stores: [...delivery, ...kept.flat(), ...own.stores, ...whole], grants: own.grants };
    }
    case 'networking':
      return { stores: [...(await vpns(reader)), ...whole], grants: [] };
    case 'production': {
      const zone = store('hosted zone', `arn:aws:route53:::hostedzone/${where.hostedZoneId}`, reader, where.hostedZoneId);
      return { stores: [zone, ...(await buckets(reader, named)), ...whole], grants: [] };
    }
    case 'owner':
      return { stores: [store('organization', '', reader, ''), ...(await buckets(reader, named)), ...whole], grants: [] };
  }
};

const vpns = async (reader: Reader): Promise<readonly Store[]> => {
  const client = reader.client(EC2Client);
  const found = await reader.attempt('VPN endpoints', () =>
    collect(paginateDescribeClientVpnEndpoints({ client }, {}), (page) => page.ClientVpnEndpoints),
  );
  return (found ?? []).map(({ ClientVpnEndpointId: id = '' }) =>
    store('VPN', `arn:aws:ec2:${reader.region}:${reader.accountId}:client-vpn-endpoint/${id}`, reader, id),
  );
};

/** Whether the profile is of the account that is meant: another one's people are nobody of this tenant. */
const isMeant = async ({ accountId, client, attempt, note }: Reader): Promise<boolean> => {
  const found = await attempt('everything', () => client(STSClient).send(new GetCallerIdentityCommand({})));
  if (found && found.Account !== accountId) note('everything', `the credentials are of account ${found.Account}, not of ${accountId}`);
  return found?.Account === accountId;
};

/** The deployment's configuration, as the landing zone keeps it. */
const readConfigured = async (reader: Reader, deployment: string): Promise<Configured | undefined> => {
  const Name = `/tenantry/${deployment}/landing-zone`;
  const found = await reader.attempt(`parameter ${Name}`, async () => {
    const { Parameter } = await reader.client(SSMClient).send(new GetParameterCommand({ Name }));
    return JSON.parse(Parameter?.Value ?? '') as { readonly config: ConfigOfParameter };
  });
  if (!found) return undefined;
  const { production, identityCenter, organization } = found.config;
  return {
    production: production !== false,
    permissionSets: identityCenter?.assignments ?? [],
    baseline: organization?.baseline?.roles ?? [],
  };
};
interface ConfigOfParameter {
  readonly production?: boolean;
  readonly identityCenter?: { readonly assignments?: Configured['permissionSets'] };
  readonly organization?: { readonly baseline?: { readonly roles?: Configured['baseline'] } };
}

/**
 * Reads what is deployed, with somebody's own rights in each account. Nothing is changed. An account without a profile, and whatever a profile may
 * not see, is noted in `unread`.
 */
export const readSnapshot = async (where: Where, access: Access): Promise<Snapshot> => {
  const before = await where.others();
  const unread: Unread[] = [];
  const given = ACCOUNTS.flatMap((account) => {
    const credentials = access[account];
    if (credentials === undefined) unread.push({ account, what: 'everything', why: `no AWS profile: --aws-profile ${account}=NAME` });
    return credentials === undefined
      ? []
      : [readerOf({ account, accountId: where.accountIds[account], region: where.region }, credentials, unread)];
  });
  const meant = await Promise.all(given.map(isMeant));
  const readers = given.filter((_reader, at) => meant[at]);
  const readerIn = (account: Account): Reader | undefined => readers.find((reader) => reader.account === account);
  const [owner, superAdmin, tenant] = [readerIn('owner'), readerIn('superAdmin'), readerIn('tenant')];
  const superAdminPool: Keep = beginning(`tenantry-${where.deployment}-`);
  const [iam, stores, organization, assignments, configured, ...users] = await Promise.all([
    Promise.all(readers.map(readIam)),
    Promise.all(readers.map((reader) => storesIn(reader, where))),
    owner && readOrganization(owner, Object.values(where.accountIds)),
    owner ? readAssignments(owner, where.accountIds) : [],
    superAdmin && readConfigured(superAdmin, where.deployment),
    superAdmin ? readUsers(superAdmin, superAdminPool) : [],
    tenant ? readUsers(tenant, all) : [],
  ]);
  const principals = iam.flatMap((one) => one.principals);
  return {
    deployment: where.deployment,
    region: where.region,
    tenantId: where.tenantId,
    others: [...before, ...(await where.others())],
    accountIds: where.accountIds,
    ...(organization ? { organization } : {}),
    ...(configured ? { configured } : {}),
    principals: principals.map((one) => {
      const scps = isServiceLinked(one) ? [] : (organization?.scps.get(one.accountId) ?? []);
      return { ...one, policies: { ...one.policies, scps } };
    }),
    stores: stores.flatMap((one) => one.stores),
    accessKeys: iam.flatMap((one) => one.accessKeys),
    keyGrants: stores.flatMap((one) => one.grants),
    assignments,
    users: users.flat(),
    unread,
  };
};
