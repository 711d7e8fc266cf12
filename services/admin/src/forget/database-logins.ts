import { changeLogin, loginsOf } from '../table/database-logins.ts';
import { withoutAddresses } from './audit.ts';

/** Of people's logins to a database that is gone remains what the audit keeps: the subject, and the reason without addresses. */
export const forgetDatabaseLogins = async (tenantId: string): Promise<void> => {
  for (const { login, subject, reason } of await loginsOf(tenantId)) {
    await changeLogin(tenantId, login, { by: subject, reason: withoutAddresses(reason) });
  }
};
