import type { Config } from './config.ts';

/** What a deployment has because real tenants are in it, or has not because people try things there. */
export interface Hardening {
  /** People who work on the product may act as its functions (`serverless invoke local`). */
  readonly developers: boolean;
  /** A second factor of super admins: nobody deletes a hospital with a password alone. */
  readonly mfa: 'ON' | 'OPTIONAL';
  /** Every stack, the user pool and the database can be deleted only after somebody has taken their protection away. */
  readonly deletionProtection: boolean;
  /** Days that Aurora keeps its backups; 35 is the most (Amazon RDS API reference, CreateDBCluster). */
  readonly backupDays: number;
  /** A second database instance in another zone, since an outage would stop every tenant. */
  readonly standby: boolean;
}

/** The one place that reads `production` of the configuration. A deployment's name decides nothing. */
export const hardeningOf = ({ production }: Pick<Config, 'production'>): Hardening => ({
  developers: !production,
  mfa: production ? 'ON' : 'OPTIONAL',
  deletionProtection: production,
  backupDays: production ? 35 : 7,
  standby: production,
});
