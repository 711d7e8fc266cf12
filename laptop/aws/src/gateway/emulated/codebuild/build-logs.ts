import type { GatewayContext } from '../../types.ts';
import { arnOf, type Scope } from '../request.ts';
import { authorizeRole } from '../role-call.ts';
import type { RoleSession } from '../role-session.ts';
import type { BuildLog } from './build-log.ts';
import { type Build, PhaseError } from './types.ts';

/** PutLogEvents takes at most 10,000 events and 1 MiB, with 26 bytes of overhead each. */
const BATCH = 2_000;
const LONGEST_MESSAGE = 400;

/** Fails, as a build does in AWS, when the project's role may not write its logs. */
export const checkLogAccess = async (context: GatewayContext, scope: Scope, build: Build, session: RoleSession): Promise<void> => {
  const { groupName, streamName } = build.logs;
  const stream = arnOf(scope, 'logs', `log-group:${groupName}:log-stream:${streamName}`);
  try {
    await authorizeRole(context, session, scope.region, 'logs:CreateLogStream', stream);
  } catch (cause) {
    const message = `Service role ${build.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${build.arn}.`;
    throw new PhaseError('ACCESS_DENIED', `${message} Error message: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
};

/** Puts a finished build's log into its CloudWatch Logs stream. A log that cannot be written fails no build. */
export const putLogs = async (context: GatewayContext, { accountId, region }: Scope, build: Build, log: BuildLog): Promise<void> => {
  const { groupName: logGroupName, streamName: logStreamName } = build.logs;
  const logs = (operation: string, input: Readonly<Record<string, unknown>>) =>
    context.emulator({ accountId, region, service: 'logs', operation, input });
  await logs('CreateLogGroup', { logGroupName });
  await logs('CreateLogStream', { logGroupName, logStreamName });
  const events = log.events.map(({ timestamp, message }) => ({ timestamp, message: message.slice(0, LONGEST_MESSAGE) || ' ' }));
  for (let start = 0; start < events.length; start += BATCH) {
    await logs('PutLogEvents', { logGroupName, logStreamName, logEvents: events.slice(start, start + BATCH) });
  }
};
