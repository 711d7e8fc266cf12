import { CloudWatchLogsClient, DeleteLogGroupCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { foundIn, hasName, type Leftover, type Lister, type Place } from './leftover.ts';

const allIn = async (place: Place, logGroupNamePrefix?: string): Promise<readonly Leftover[]> => {
  const found: Leftover[] = [];
  const client = place.client(CloudWatchLogsClient);
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, logGroupNamePrefix ? { logGroupNamePrefix } : {})) {
    found.push(...logGroups.map(({ logGroupName }) => foundIn(place, 'CloudWatch log group')(logGroupName, hasName(place, logGroupName))));
  }
  return found;
};

export const logGroups: Lister = {
  service: 'CloudWatch Logs',
  list: (place) => allIn(place),
  remove: async (place, { id }) => {
    await place.client(CloudWatchLogsClient).send(new DeleteLogGroupCommand({ logGroupName: id }));
  },
};

/** Logs of the tenant's builds, in the DevOps account. */
export const buildLogs: Lister = {
  service: 'CloudWatch Logs of builds',
  list: async (place) => (await allIn(place, '/aws/codebuild/tenantry-')).filter(({ isTenants }) => isTenants),
};
