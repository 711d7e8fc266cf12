import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { RunningAws } from '@laptop/aws/running';
import { TenantRequested } from '@tenantry/events-schema/admin';
import { busName } from '@tenantry/events-schema/bus';
import { rootOf, testRegion } from '@tenantry/shared/testing/accounts';
import { eventually, PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { httpFetch } from '../../laptop/demo/http.ts';
import type { Laptop } from '../../laptop/demo/laptop.ts';
import { getTenant, type NewTenant, requestTenant, type Tenant, watchTenants } from '../../laptop/demo/onboarding.ts';
import { silentView } from '../../laptop/demo/progress.ts';
import { type SuperAdmin, seedSuperAdmin } from '../../laptop/demo/super-admin.ts';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { runningLocal } from '../../laptop/src/running.ts';

export interface Harness {
  readonly laptop: Laptop;
  readonly running: RunningAws;
  readonly admin: SuperAdmin;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => ReturnType<typeof httpFetch>;
  /** What the super admin API answers to a GET. */
  readonly get: (path: string) => Promise<Readonly<Record<string, unknown>>>;
  /** On-boards a tenant and waits until it is ready. */
  readonly onboard: (more?: Partial<NewTenant>) => Promise<Tenant>;
  /** Puts an event on the bus as it is, well-formed or not. */
  readonly putEvent: (source: string, name: string, detail: object) => Promise<void>;
  /** Asks for a tenant past the API, by an id that the test knows beforehand: to arm faults for it. */
  readonly request: (tenantId: string, more?: Partial<NewTenant> & Readonly<Record<string, unknown>>) => Promise<void>;
  /** Waits until a tenant is in one of these states, by default `ready`. */
  readonly reached: (tenantId: string, states?: readonly string[]) => Promise<Tenant>;
}
let slugs = 0;
/** A slug that no other test of this run uses. */
export const unusedSlug = (): string => `t${ulid().slice(-10).toLowerCase()}${slugs++}`;
export const newTenant = (more: Partial<NewTenant> = {}): NewTenant => {
  const slug = more.slug ?? unusedSlug();
  return {
    name: `Hospital ${slug}`,
    slug,
    domain: `${slug}.app.localhost`,
    adminEmail: `admin@${slug}.example.com`,
    plan: 'standard',
    ...more,
  };
};

/** The running laptop of the `aws` project, as its tests in other processes see it. */
export const harness = async (): Promise<Harness> => {
  const running = runningLocal();
  const database = new URL(process.env.TENANTRY_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres');
  const laptop: Laptop = {
    url: running.url,
    port: Number(new URL(running.url).port),
    accounts: ACCOUNTS,
    region: testRegion,
    postgres: {
      host: database.hostname,
      port: Number(database.port),
      user: database.username,
      password: decodeURIComponent(database.password),
    },
  };
  const admin = await seedSuperAdmin(laptop);
  const events = new EventBridgeClient(rootOf(laptop.accounts.superAdmin));
  const putEvent = async (source: string, name: string, detail: object): Promise<void> => {
    const entry = { EventBusName: busName(LAPTOP_DEPLOYMENT), Source: source, DetailType: name, Detail: JSON.stringify(detail) };
    const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount !== 0) throw new Error(`the bus did not take ${name}`);
  };
  const reached = async (tenantId: string, states: readonly string[] = ['ready']): Promise<Tenant> => {
    const token = await admin.token();
    await eventually(`the API knows ${tenantId}`, () => getTenant(admin, token, tenantId).catch(() => undefined));
    const ignored = states.includes('ready') ? {} : { failed: () => undefined };
    const [tenant] = await watchTenants(admin, [tenantId], silentView, PATIENCE_MS, { until: states, title: '', ...ignored });
    if (!tenant) throw new Error('the tenant vanished');
    return tenant;
  };
  return {
    laptop,
    running,
    admin,
    post: async (path, body, headers = {}) =>
      httpFetch(`${admin.apiUrl}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await admin.token()}`, ...headers },
        body,
      }),
    get: async (path) => {
      const { status, text } = await httpFetch(`${admin.apiUrl}${path}`, { headers: { authorization: `Bearer ${await admin.token()}` } });
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`);
      return JSON.parse(text) as Readonly<Record<string, unknown>>;
    },
    onboard: async (more = {}) => reached(await requestTenant(admin, newTenant(more), ulid())),
    putEvent,
    request: (tenantId, more = {}) =>
      putEvent(TenantRequested.source, TenantRequested.name, {
        variables: {},
        ...newTenant(more),
        ...more,
        tenantId,
        eventId: `${tenantId}/admin/${TenantRequested.name}/1`,
        causedBy: '',
        at: new Date().toISOString(),
      }),
    reached,
  };
};
