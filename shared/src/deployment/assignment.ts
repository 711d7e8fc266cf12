import { z } from 'zod';

/** A group of Identity Center that gets into every tenant account, with a permission set. */
export const Assignment = z.object({
  group: z.string(),
  permissionSet: z.string(),
  /** What the set allows: to look, or to see logs and ask AWS as well. By default TenantOperator operates, and any other set looks. */
  rights: z.enum(['view', 'operate']).optional(),
});
