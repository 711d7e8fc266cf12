import { z } from 'zod';

/** What records and watches; each costs something, which the plan names (services/admin/src/cost/switches.ts). */
export const Watch = z.object({
  /** A trail of all accounts of the organization, in all regions. */
  trail: z.boolean().default(false),
  /** Findings about all accounts, also those that are created later. */
  guardDuty: z.boolean().default(false),
  /** Who talked to whom in the shared VPCs, which every tenant's is peered with. */
  flowLogs: z.boolean().default(false),
  /** Who asked for what: the console's web ACL and API, and objects of the buckets that hold tenants' data, where there is a trail. */
  accessLogs: z.boolean().default(false),
  /** Days for which nobody can delete or change what is logged, AWS included; then it expires. */
  lockDays: z.int().min(1).max(3650).default(90),
});
