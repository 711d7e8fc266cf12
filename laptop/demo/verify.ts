import pg from 'pg';
import { consoleLoads, demand, patientKept } from './console-check.ts';
import { httpFetch } from './http.ts';
import type { Laptop } from './laptop.ts';
import { DemoFailure, type Tenant } from './onboarding.ts';
import { signIn, type TenantSession, urlOf } from './tenant-session.ts';

/** Set by the check at the first sign-in; of no use after the demo has ended. */
const NEW_PASSWORD = 'Checked-by-demo-1!';

/**
 * Verifies over HTTP, as a browser would, that each tenant has its own console, login and data; answers what was verified.
 * @throws DemoFailure saying what did not hold
 */
export const verifyTenants = async (local: Laptop, tenants: readonly Tenant[]): Promise<readonly string[]> => {
  const verified: string[] = [];
  const say = (text: string) => verified.push(text);
  const sessions: { readonly tenant: Tenant; readonly session: TenantSession; readonly record: string }[] = [];
  for (const tenant of tenants) {
    await consoleLoads(urlOf(local, tenant), httpFetch);
    const session = await signIn(local, tenant, NEW_PASSWORD);
    const record = `${tenant.slug}-0001`;
    await patientKept(session, record);
    sessions.push({ tenant, session, record });
    say(`${session.url} loads, signs in at its own pool, keeps a patient`);
  }
  for (const { tenant, session, record } of sessions) {
    const places = await schemasWith(local, record);
    demand(
      places.length === 1 && places[0] === tenant.configuration.schemaName,
      `patient ${record} is in ${places.join(', ') || 'no schema'}`,
    );
    for (const other of sessions.filter((one) => one.tenant !== tenant)) {
      const crossed = await httpFetch(`${other.session.url}/api/patients`, { headers: { authorization: `Bearer ${session.token}` } });
      demand(crossed.status === 401, `a token of ${tenant.slug} was answered ${crossed.status} by ${other.tenant.slug}`);
      const seen = JSON.stringify((await other.session.api('GET', 'patients')).body);
      demand(!seen.includes(record), `${other.tenant.slug} sees patient ${record} of ${tenant.slug}`);
    }
  }
  say("each patient is in its tenant's schema and in no other");
  if (tenants.length > 1) {
    disjoint(tenants);
    say('address ranges and schemas are disjoint; no token works elsewhere');
  }
  return verified;
};

/** Other tenants and other tests come and go meanwhile: invalid_catalog_name, invalid_schema_name, undefined_table, undefined_column, admin_shutdown. */
const isGone = (error: unknown): boolean =>
  ['3D000', '3F000', '42P01', '42703', '57P01', '55000'].includes(String((error as { code?: unknown }).code));

const schemasIn = async (database: pg.Client, recordNumber: string): Promise<readonly string[]> => {
  const { rows } = await database.query<{ table_schema: string }>(
    "SELECT table_schema FROM information_schema.columns WHERE table_name = 'patients' AND column_name = 'record_number'",
  );
  const found: string[] = [];
  for (const { table_schema: schema } of rows) {
    const patients = `${pg.escapeIdentifier(schema)}.patients`;
    try {
      const { rowCount } = await database.query(`SELECT 1 FROM ${patients} WHERE record_number = $1`, [recordNumber]);
      if (rowCount) found.push(schema);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return found;
};

/** The schemas of the whole cluster that hold the patient, as its administrator sees them. */
const schemasWith = async (local: Laptop, recordNumber: string): Promise<readonly string[]> => {
  if (!local.postgres) throw new DemoFailure('this run has no PostgreSQL');
  const { host, port, user, password } = local.postgres;
  const found: string[] = [];
  const names = new pg.Client({ host, port, user, password, database: 'postgres' });
  await names.connect();
  const { rows: databases } = await names.query<{ datname: string }>('SELECT datname FROM pg_database WHERE NOT datistemplate');
  await names.end();
  for (const { datname } of databases) {
    const database = new pg.Client({ host, port, user, password, database: datname });
    database.on('error', () => undefined); // a database may go while it is looked at
    try {
      await database.connect();
      found.push(...(await schemasIn(database, recordNumber)));
    } catch (error) {
      if (!isGone(error)) throw error;
    } finally {
      await database.end();
    }
  }
  return found;
};

const disjoint = (tenants: readonly Tenant[]): void => {
  const ranges = tenants.map((tenant) => {
    const [address = '', prefix = '32'] = String(tenant.configuration.cidr).split('/');
    const start = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return { slug: tenant.slug, cidr: `${address}/${prefix}`, start, end: start + 2 ** (32 - Number(prefix)) };
  });
  for (const [i, a] of ranges.entries()) {
    for (const b of ranges.slice(i + 1))
      demand(a.end <= b.start || b.end <= a.start, `${a.cidr} of ${a.slug} overlaps ${b.cidr} of ${b.slug}`);
  }
  const schemas = new Set(tenants.map((tenant) => tenant.configuration.schemaName));
  demand(schemas.size === tenants.length, 'two tenants share a schema');
};
