import { CodePipelineClient, ListPipelineExecutionsCommand } from '@aws-sdk/client-codepipeline';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { landingZoneParameter } from '@tenantry/shared/domain/names';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import pg from 'pg';
import type { Tenant } from '../../laptop/demo/onboarding.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { listAll } from '../../services/offboard/src/leftovers/leftovers-of.ts';
import type { Harness } from './harness.ts';

/** E-mail addresses of the accounts that the organization has for these tenants. */
const accountsOf = async (tenantIds: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = [];
  const client = new OrganizationsClient(rootOf(testAccounts.owner));
  for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
    const emails = Accounts.flatMap(({ Email }) => (Email ? [Email] : []));
    found.push(...emails.filter((email) => tenantIds.some((id) => email.toUpperCase().includes(id))));
  }
  return found;
};

/** How many of each kind of resource AWS lists for a tenant, by `<account> <type>`, and PostgreSQL's databases and roles. */
export const inventoryOf = async ({ laptop }: Harness, tenant: Tenant): Promise<Readonly<Record<string, number>>> => {
  const { Parameter } = await new SSMClient(rootOf(laptop.accounts.superAdmin)).send(
    new GetParameterCommand({ Name: landingZoneParameter(LAPTOP_DEPLOYMENT) }),
  );
  const zone = LandingZone.parse(JSON.parse(Parameter?.Value ?? '{}'));
  const { tenantId, domain, configuration } = tenant;
  const tenantAccountId = String(configuration.accountId);
  const found = await listAll({ tenantId, tenantAccountId, domain, zone }, (accountId) => clientsOf(rootOf(accountId)));
  const nameOf = (accountId: string): string =>
    Object.entries(laptop.accounts).find(([, id]) => id === accountId)?.[0] ?? (accountId === tenantAccountId ? 'tenant' : accountId);
  const kinds = found.flatMap((listing) => listing.found).map(({ accountId, type }) => `${nameOf(accountId)} ${type}`);
  const releases = await new CodePipelineClient(rootOf(laptop.accounts.devops)).send(
    new ListPipelineExecutionsCommand({ pipelineName: String(configuration.pipelineName) }),
  );
  kinds.push(...(releases.pipelineExecutionSummaries ?? []).map(() => 'devops CodePipeline execution'));
  kinds.push(...(await accountsOf([tenantId])).map(() => 'owner account'));
  const counts: Record<string, number> = {};
  for (const kind of [...kinds, ...(await inDatabase(laptop.postgres, tenantId))].sort()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

const inDatabase = async (server: pg.ClientConfig | undefined, tenantId: string): Promise<readonly string[]> => {
  const client = new pg.Client({ ...server, database: 'tenantry' });
  await client.connect();
  try {
    const { rows } = await client.query<{ kind: string }>(
      `SELECT 'database' AS kind FROM pg_database WHERE datname ILIKE $1
       UNION ALL SELECT 'database role' FROM pg_roles WHERE rolname ILIKE $1`,
      [`%${tenantId}%`],
    );
    return rows.map(({ kind }) => kind);
  } finally {
    await client.end();
  }
};
