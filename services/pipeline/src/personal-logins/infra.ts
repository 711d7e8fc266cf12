import { LOGINS_SERVICE, loginsFunctionName } from '@tenantry/shared/domain/personal-logins';
import { functionAlarm } from '@tenantry/shared/infra/alarm';
import { functionRole } from '@tenantry/shared/infra/function';
import { arnOf } from '@tenantry/shared/infra/policy';
import { databaseAccess } from '../watchdog/infra.ts';

/** The function that makes people's logins. Nothing but the admin service invokes it; its role reaches the database and nothing else. */
export const loginsFunction = (deployment: string) => ({
  name: loginsFunctionName(deployment),
  handler: 'src/personal-logins/handler.main',
  // A person waits for it, behind API Gateway's 30 seconds.
  timeout: 20,
  role: arnOf('LoginsFunctionRole'),
});

export const loginsResources = (deployment: string) => ({
  LoginsFunctionRole: functionRole(deployment, LOGINS_SERVICE, databaseAccess),
  LoginsAlarm: functionAlarm(
    deployment,
    loginsFunctionName(deployment),
    'People get no login to a database, or theirs is not ended when it should be. The log of the function says why. docs/runbook.md#a-personal-login-is-refused',
  ),
});
