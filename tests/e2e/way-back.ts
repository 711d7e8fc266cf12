import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { describeLeftover, leftoversOf } from '../../services/offboard/src/leftovers/leftovers-of.ts';
import { testedLaptop } from '../faults/tested-laptop.ts';
import { type Harness, harness, newTenant } from './harness.ts';

/** What tests of the removal look at: the API as an operator sees it, and AWS itself. */
export interface WayBack {
  readonly on: Harness;
  readonly api: Client;
  readonly get: (tenantId: string) => Promise<Tenant>;
  /** Waits until the tenant is off-boarded; its account may be queued until the quota of closings allows it. */
  readonly offboarded: (tenantId: string) => Promise<Tenant>;
  /** Waits until its account is closed as well: for a while another test uses up the quota, which all tenants share. */
  readonly gone: (tenantId: string) => Promise<Tenant>;
  /** Runs what closes queued accounts, as its schedule does. */
  readonly closeQueued: () => Promise<void>;
  /** What AWS still lists of a tenant in every account: no record is asked. */
  readonly leftOf: (
    tenant: Pick<Tenant, 'tenantId' | 'accountId' | 'domain'> & { readonly isAccountClosed?: boolean },
  ) => Promise<readonly string[]>;
  readonly request: () => Promise<string>;
  readonly cancel: (tenantId: string) => Promise<void>;
}

export const wayBack = async (): Promise<WayBack> => {
  const on = await harness();
  const { zone, clientsIn } = await testedLaptop(on.laptop);
  const token = await on.admin.token();
  const api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
  const get: WayBack['get'] = (id) => api('GET /tenants/{id}', { path: { id } });
  const lambda = new LambdaClient(rootOf(testAccounts.superAdmin));
  const closeQueued: WayBack['closeQueued'] = async () => {
    await lambda.send(new InvokeCommand({ FunctionName: `tenantry-${LAPTOP_DEPLOYMENT}-offboard-close-queue`, Payload: '{}' }));
  };
  return {
    on,
    api,
    get,
    offboarded: (id) =>
      eventually(`${id} is off-boarded`, async () => {
        const tenant = await get(id);
        return tenant.state === 'offboarded' && tenant;
      }),
    gone: (id) =>
      eventually(`${id} is off-boarded and its account closed`, async () => {
        const tenant = await get(id);
        const isQueued = tenant.offboarding?.closing?.state === 'queued';
        if (isQueued) await closeQueued();
        return tenant.state === 'offboarded' && !isQueued && tenant;
      }),
    closeQueued,
    leftOf: async ({ tenantId, accountId, domain, isAccountClosed }) =>
      (await leftoversOf({ tenantId, tenantAccountId: accountId, isAccountClosed, domain, zone }, clientsIn)).leftovers.map(
        describeLeftover,
      ),
    request: async () => {
      const { name, slug, adminEmail, plan } = newTenant();
      return (await api('POST /tenants', { body: { name, slug, adminEmail, plan }, idempotencyKey: slug })).tenantId;
    },
    cancel: async (id) => void (await api('POST /tenants/{id}/cancel', { path: { id }, body: { reason: 'asked for by mistake' } })),
  };
};

/** States of the accounts that the organization has created for a tenant. */
export const accountsOf = async (tenantId: string): Promise<string[]> => {
  const states: string[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client: new OrganizationsClient(rootOf(testAccounts.owner)) }, {})) {
    for (const { Email, State } of Accounts) if (Email?.toLowerCase().includes(tenantId.toLowerCase())) states.push(State ?? '');
  }
  return states;
};
