import type { Config } from './config.ts';

/** `max_connections` of the cluster: what Aurora Serverless v2 allows where its least capacity is 0.5 (Aurora User Guide, "Maximum connections for Aurora Serverless v2"). */
export const MAX_CONNECTIONS = 2_000;
/** What all tenants together may take: the rest is for the administrator, for people, and for what RDS does itself. */
const SHARE = 0.8;
/** Of a tenant's connections, those of its migrations: a release runs one at a time. */
const MIGRATIONS = 2;
/** More serve no tenant: a function instance has one, and its account answers so many requests at a time. */
const MOST = 40;

/** Connections of each of a tenant's two logins, so that all tenants for which a cell has room cannot use up the cluster. */
export const connectionLimits = ({ network }: Config): { readonly api: number; readonly migrations: number } => {
  const tenants = network.cells.reduce((sum, { capacity }) => sum + capacity, 0);
  const each = Math.min(MOST, Math.floor((MAX_CONNECTIONS * SHARE) / tenants));
  return { api: each - MIGRATIONS, migrations: MIGRATIONS };
};
