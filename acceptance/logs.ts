import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { collect } from '@tenantry/shared/aws/pages';
import { serviceName } from '@tenantry/shared/domain/names';
import { CommandError, EXIT } from '../cli/src/exit-code.ts';
import type { Ground } from './ground.ts';

/** Log groups of all functions of a deployment. */
const prefixOf = (deployment: string): string => `/aws/lambda/${serviceName(deployment, '')}`;

/** The functions' log groups, with a client that may read them. */
const groupsOf = async ({ clientsIn, deployment }: Ground) => {
  const client = clientsIn(deployment.accounts.superAdmin)(CloudWatchLogsClient);
  const logGroupNamePrefix = prefixOf(deployment.stage);
  const groups = await collect(paginateDescribeLogGroups({ client }, { logGroupNamePrefix }), ({ logGroups }) => logGroups);
  return { client, names: groups.map(({ logGroupName }) => logGroupName) };
};

/** Asks for one line, before anything is begun. @throws CommandError where the logs are not there, or may not be read */
export const requireReadableLogs = async (ground: Ground): Promise<void> => {
  const { client, names } = await groupsOf(ground);
  const [logGroupName] = names;
  if (!logGroupName)
    throw new CommandError(EXIT.refused, 'nothing was changed: no function of the deployment has a log', 'deploy its services first');
  await client.send(new FilterLogEventsCommand({ logGroupName, limit: 1 })).catch((error: unknown) => {
    const fix = 'let the profile of the super-admin account have logs:FilterLogEvents';
    throw new CommandError(EXIT.refused, `nothing was changed: the functions' logs cannot be read: ${String(error)}`, fix, error);
  });
  client.destroy();
};

/** Lines about a tenant in the functions' logs, in the order of their time. @param since epoch milliseconds */
const linesOf = async (ground: Ground, tenantId: string, since: number): Promise<readonly string[]> => {
  const { client, names } = await groupsOf(ground);
  const lines: string[] = [];
  // A term in quotes is a text that the line contains (CloudWatch Logs user guide, "Filter pattern syntax").
  const filter = { filterPattern: `"${tenantId}"`, startTime: since };
  for (const logGroupName of names) {
    const pages = paginateFilterLogEvents({ client }, { ...filter, logGroupName });
    lines.push(...(await collect(pages, ({ events }) => events)).map(({ message = '' }) => message));
  }
  client.destroy();
  return lines;
};

/** CloudWatch takes lines in some seconds after they were written, in bad times a minute. Milliseconds, and looks. */
const PAUSE = 5_000;
const MOST_LOOKS = 36;

/**
 * The same when nothing new has come for a while.
 * @param since epoch milliseconds
 * @throws Error when there are none: functions of an older release write no such lines, or the profile may not read them
 */
export const settledLines = async (ground: Ground, tenantId: string, since: number): Promise<readonly string[]> => {
  const { note, terminal } = ground.invocation;
  let lines = await linesOf(ground, tenantId, since);
  for (let look = 1; look <= MOST_LOOKS; look++) {
    note(`functions' logs: ${lines.length} lines about the tenant; looking whether more come (${look}) …`);
    await terminal.sleep(PAUSE);
    const again = await linesOf(ground, tenantId, since);
    if (again.length === lines.length && again.length > 0) return again;
    lines = again;
  }
  if (lines.length === 0)
    throw new Error(`no log of a function has a line about the tenant. Its services must be of this release or a later one`);
  return lines;
};
