import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { type LoginAnswer, LoginRequest } from '@tenantry/shared/domain/personal-logins';
import { lambda, logger, workFor } from '@tenantry/shared/function/lambda';
import { administratorOf } from '../administrator.ts';
import { endLogins } from './end.ts';
import { makeLogin } from './make.ts';

/** Milliseconds. Between the clocks of who asks and of who checks. */
const CLOCKS = 60_000;
const HOUR = 3_600_000;

/** Makes and ends people's logins for the admin service, which knows who asks and may do so. What it answers has a password: it logs none of it. */
export const main = lambda<unknown, LoginAnswer>(async (event) => {
  const asked = LoginRequest.parse(event);
  const { tenantId, login } = asked;
  workFor({ tenantId, login });
  const { database, config } = await landingZone();
  const administrator = administratorOf(client(SecretsManagerClient), database, config.database.tls);
  if (asked.ask === 'end') {
    await endLogins(administrator, (found) => found.login === login && found.tenantId === tenantId);
    logger.info('A personal login was ended');
    return { outcome: 'ended' };
  }
  const { mode, until } = asked;
  const longest = Date.now() + config.database.loginHours * HOUR + CLOCKS;
  if (Date.parse(until) > longest) throw new Error(`until: ${until} is later than database.loginHours of the configuration allows`);
  const answer = await makeLogin(administrator, { tenantId, login, mode, until });
  logger.info('A personal login was asked for', { mode, until, outcome: answer.outcome });
  return answer;
});
