import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { collect } from '@tenantry/shared/aws/pages';
import { serviceName } from '@tenantry/shared/domain/names';
import type { Ground } from './ground.ts';

/** Log groups of all functions of a deployment. */
const prefixOf = (deployment: string): string => `/aws/lambda/${serviceName(deployment, '')}`;

/** Lines about a tenant in the functions' logs, in the order of their time. @param since epoch milliseconds */
const linesOf = async ({ clientsIn, deployment }: Ground, tenantId: string, since: number): Promise<readonly string[]> => {
  const client = clientsIn(deployment.accounts.superAdmin)(CloudWatchLogsClient);
  const logGroupNamePrefix = prefixOf(deployment.stage);
  const groups = await collect(paginateDescribeLogGroups({ client }, { logGroupNamePrefix }), ({ logGroups }) => logGroups);
  const lines: string[] = [];
  // A term in quotes is a text that the line contains (CloudWatch Logs user guide, "Filter pattern syntax").
  const filter = { filterPattern: `"${tenantId}"`, startTime: since };
  for (const { logGroupName } of groups) {
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
