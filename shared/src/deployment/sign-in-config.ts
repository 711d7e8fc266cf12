import { z } from 'zod';

/** Where super admins and tenants' users sign in: at Cognito's own pages (docs/adr/0034-one-way-in.md). */
export const SignInConfig = z.object({
  /** The address of a user pool's domain: `{prefix}`, `{region}`, and `{endpoint}`, where the AWS SDK finds Cognito's API. */
  url: z.string().includes('{prefix}').default('https://{prefix}.auth.{region}.amazoncognito.com'),
  /** The same as a source of a content security policy, where `url` has no fixed origin. */
  source: z.string().optional(),
  /** A second factor of tenants' users: demanded of everybody, or of those who have one. `ON` in production when absent. */
  tenantMfa: z.enum(['ON', 'OPTIONAL']).optional(),
});
