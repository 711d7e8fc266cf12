import { z } from 'zod';
import { serviceName } from './names.ts';

/** Names the role, the log and the metrics of the function that makes people's logins; its place is the database's VPC. */
export const LOGINS_SERVICE = 'logins';
export const loginsFunctionName = (deployment: string): string => serviceName(deployment, `${LOGINS_SERVICE}-database`);

/** `read` sees rows of one tenant, `write` changes them, too. Neither changes tables, or sees another tenant. */
export const LOGIN_MODES = ['read', 'write'] as const;
export type LoginMode = (typeof LOGIN_MODES)[number];

/** A person's login at PostgreSQL: of whom, as a hash, and which. It names nobody: each login of the cluster sees the names of all. */
export const PERSONAL_LOGIN = /^person_[0-9a-f]{8}_[0-9a-f]{12}$/;
/** Begins all logins of one person. @param subjectHash SHA-256 of the subject, hexadecimal */
export const personalLoginPrefix = (subjectHash: string): string => `person_${subjectHash.slice(0, 8)}_`;

/** Days that the list has a login after its time; the audit has it for good. */
export const LOGIN_KEPT_DAYS = 90;

const tenantId = z.ulid();
const login = z.string().regex(PERSONAL_LOGIN);

/** What the admin service asks that function. A password is never asked with: it is made there. */
export const LoginRequest = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('make'), tenantId, login, mode: z.enum(LOGIN_MODES), until: z.iso.datetime() }),
  z.strictObject({ ask: z.literal('end'), tenantId, login }),
]);
export type LoginRequest = z.infer<typeof LoginRequest>;

/** `shut`: the tenant's own logins are locked out, or not there yet. `too-many`: a limit is met. */
export const LoginAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('made'),
    host: z.string(),
    port: z.int(),
    database: z.string(),
    schema: z.string(),
    password: z.string(),
    tls: z.boolean(),
  }),
  z.object({ outcome: z.literal('refused'), because: z.enum(['shut', 'too-many']) }),
  z.object({ outcome: z.literal('ended') }),
]);
export type LoginAnswer = z.infer<typeof LoginAnswer>;
