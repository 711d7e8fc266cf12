import { functionAlarm } from '@tenantry/shared/infra/alarm';

/** It looks once a minute, and what is not done by then has its next turn in five. Seconds. */
const TIMEOUT = 60;

/** The function, as `serverless.ts` has it. */
export const watchFunction = (name: string) => ({
  name,
  handler: 'src/watch/handler.main',
  timeout: TIMEOUT,
  // The next minute is another try.
  maximumRetryAttempts: 0,
  events: [{ schedule: { rate: ['rate(1 minute)'] } }],
});

/** CloudFormation resources: a watch that fails. That it does not run shows in the age of each tenant's last look. */
export const watchAlarms = (deployment: string, functionName: string) => ({
  WatchErrorsAlarm: functionAlarm(
    deployment,
    functionName,
    'Live tenants are not all looked at from outside: one that does not answer may go unnoticed. The log of the function says what failed. docs/runbook.md#the-watch-fails',
  ),
});
