import { isolating } from '@tenantry/shared/saga/isolating';
import type { Scope } from '../scope.ts';
import { lockOut } from '../tenant-logins.ts';

/** An isolated tenant's logins sign in no more, and their sessions have ended. The data stays as it is; `schema` lets them in again. */
export const isolatedLogins = isolating(
  'isolatedLogins',
  { shut: ({ administrator, tenantId }: Scope) => lockOut(administrator, tenantId) },
  { maxSeconds: 15 },
);
