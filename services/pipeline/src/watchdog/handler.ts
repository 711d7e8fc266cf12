import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { measuring } from '@tenantry/shared/telemetry/metrics';
import { administratorOf } from '../administrator.ts';
import { WATCHDOG_SERVICE } from './service.ts';
import { watch } from './watch.ts';

const measure = measuring(process.env.STAGE ?? 'dev', WATCHDOG_SERVICE);

/** Every minute: nobody keeps the cluster for himself for longer. Takes any event. */
export const main = lambda<unknown, void>(async () => {
  const { database, config } = await landingZone();
  const { ended, expired, failure, used, reset, open } = await watch(
    administratorOf(client(SecretsManagerClient), database, config.database.tls),
  );
  for (const { login, reason } of ended) logger.warn('A session went beyond its limits and was ended', { login, reason });
  for (const login of expired) logger.info('The time of a personal login was over, and it was removed', { login });
  for (const { login, sessions } of used) logger.info('A personal login is in use', { login, sessions });
  for (const login of reset) logger.warn('A login had changed its own settings, and has ours again', { login });
  for (const name of open) logger.warn('A database lets every login in, and is not ours to shut', { database: name });
  measure({ name: 'EndedSessions', value: ended.length + reset.length, by: {} });
  measure({ name: 'OpenDatabases', value: open.length, by: {} });
  if (failure !== undefined) throw failure;
});
