import { CloudWatchLogsClient, DeleteLogGroupCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { type AccountInRegion, foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

const allIn = async (place: AccountInRegion, logGroupNamePrefix?: string): Promise<readonly Leftover[]> => {
  const found: Leftover[] = [];
  const client = place.client(CloudWatchLogsClient);
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, logGroupNamePrefix ? { logGroupNamePrefix } : {})) {
    found.push(...logGroups.map(({ logGroupName }) => foundIn(place, 'CloudWatch log group')(logGroupName, hasName(place, logGroupName))));
  }
  return found;
};

const remove: Lister['remove'] = async (place, { id }) => {
  await place.client(CloudWatchLogsClient).send(new DeleteLogGroupCommand({ logGroupName: id }));
};

export const logGroups: Lister = { service: 'CloudWatch Logs', finds: ['AWS::Logs::LogGroup'], list: (place) => allIn(place), remove };

/**
 * Logs of the tenant's builds, in the DevOps account. Log lines come late, and who may write them creates the group again that its stage
 * has deleted (https://github.com/aws/aws-cdk/issues/32689): no stage is at fault, so the sweep removes them.
 */
export const buildLogs: Lister = {
  service: 'CloudWatch Logs of builds',
  finds: ['AWS::Logs::LogGroup'],
  remove,
  list: async (place) => (await allIn(place, '/aws/codebuild/tenantry-')).filter(({ isTenants }) => isTenants),
};
