import { z } from 'zod';

/** The central PostgreSQL. */
export const DatabaseConfig = z.object({
  /** Every client insists on TLS, which Aurora always offers; `false` only where the server has none. */
  tls: z.boolean().default(true),
  /** How long a person's login may be asked for at most, hours (docs/adr/0037-a-personal-login-for-some-hours.md). */
  loginHours: z.int().min(1).max(24).default(8),
});
