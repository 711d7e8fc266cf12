import { CommandError, EXIT } from './exit-code.ts';

/** Whose lines, and where they are. */
export interface LogSelection {
  readonly deployment: string;
  readonly region: string;
  /** AWS profile of the super-admin account; what the environment says when absent. */
  readonly profile: string | undefined;
  readonly tenantId: string | undefined;
  readonly services: readonly string[];
}
export interface LogEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly functionName: string;
  readonly text: string;
}
/** Groups that are asked at a time: FilterLogEvents is limited to 10 requests a second in many regions (CloudWatch Logs quotas). */
const LANES = 4;

/** Reads lines of the functions of services. @returns what reads from a time on, oldest first; epoch milliseconds */
export const logReader = async ({ deployment, region, profile, tenantId, services }: LogSelection) => {
  const { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } = await import('@aws-sdk/client-cloudwatch-logs');
  const client = new CloudWatchLogsClient({ region, ...(profile ? { profile } : {}) });
  const prefix = `/aws/lambda/tenantry-${deployment}-`;
  const groupsOf = async (service: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: `${prefix}${service}-` }))
      found.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
    return found;
  };
  const linesOf = async (logGroupName: string, startTime: number): Promise<readonly LogEvent[]> => {
    const found: LogEvent[] = [];
    const filter = tenantId === undefined ? {} : { filterPattern: `"${tenantId}"` };
    for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName, startTime, ...filter }))
      for (const { eventId: id = '', timestamp: at = 0, message: text = '' } of events)
        found.push({ id: `${logGroupName} ${id}`, at, functionName: logGroupName.slice(prefix.length), text });
    return found;
  };
  const groups = (await refusals(profile, () => Promise.all(services.map(groupsOf)))).flat();
  return (from: number): Promise<readonly LogEvent[]> =>
    refusals(profile, async () => {
      const waiting = [...groups];
      const lane = async (): Promise<readonly LogEvent[]> => {
        const found: LogEvent[] = [];
        for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) found.push(...(await linesOf(group, from)));
        return found;
      };
      const lanes = await Promise.all(Array.from({ length: LANES }, lane));
      return lanes.flat().sort((a, b) => a.at - b.at);
    });
};

/** @throws CommandError that says with whose credentials AWS refused */
const refusals = async <T>(profile: string | undefined, ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    const { name, message } = error as Error;
    throw new CommandError(
      EXIT.failed,
      `CloudWatch Logs does not let this read: ${name}: ${message}`,
      `give an AWS profile of the super-admin account: --aws-profile superAdmin=NAME${profile ? ` (now ${profile})` : ''}`,
      error,
    );
  }
};
