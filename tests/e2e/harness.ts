import { ulid } from 'ulid';
import { ACCOUNTS } from '../../local/src/accounts.ts';
import { httpFetch } from '../../local/src/demo/http.ts';
import type { Laptop } from '../../local/src/demo/laptop.ts';
import { type NewTenant, requestTenant, type Tenant, watchTenants } from '../../local/src/demo/onboarding.ts';
import { type SuperAdmin, seedSuperAdmin } from '../../local/src/demo/super-admin.ts';
import { type RunningLocal, runningLocal } from '../../local/src/test/running.ts';

export interface Harness {
  readonly laptop: Laptop;
  readonly running: RunningLocal;
  readonly admin: SuperAdmin;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => ReturnType<typeof httpFetch>;
  /** On-boards a tenant and waits until it is ready. */
  readonly onboard: (more?: Partial<NewTenant>) => Promise<Tenant>;
}
const LIMIT_MS = 240_000;
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
    postgres: {
      host: database.hostname,
      port: Number(database.port),
      user: database.username,
      password: decodeURIComponent(database.password),
    },
  };
  const admin = await seedSuperAdmin(laptop);
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
    onboard: async (more = {}) => {
      const id = await requestTenant(admin, newTenant(more), ulid());
      const [tenant] = await watchTenants(admin, [id], { show: () => undefined, end: () => undefined }, LIMIT_MS);
      if (!tenant) throw new Error('the tenant vanished');
      return tenant;
    },
  };
};
