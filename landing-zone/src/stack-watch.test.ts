import { CloudFormationClient, DescribeStackEventsCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { lastEvents, settled } from './stack-watch.ts';

const OF_STACK = { StackId: 'arn', PhysicalResourceId: 'arn', LogicalResourceId: 'tenantry-prod' };
const event = (LogicalResourceId: string, ResourceStatus: string) => ({
  StackId: 'arn',
  LogicalResourceId,
  ResourceType: 'AWS::RDS::DBCluster',
  ResourceStatus,
});

/** A stack that is being created for so many seconds, on a clock that only pauses move, and its events, page by page. */
const stackAtWork = (seconds: number, pages: readonly (readonly object[])[]) => {
  let passed = 0;
  const lines: string[] = [];
  const answer = (command: unknown): object => {
    if (command instanceof DescribeStacksCommand) {
      return { Stacks: [{ StackStatus: passed < seconds * 1000 ? 'CREATE_IN_PROGRESS' : 'CREATE_COMPLETE' }] };
    }
    if (!(command instanceof DescribeStackEventsCommand)) throw new Error('not asked for');
    const page = Number(command.input.NextToken ?? 0);
    return { StackEvents: pages[page], ...(page + 1 < pages.length ? { NextToken: String(page + 1) } : {}) };
  };
  // The paginators of the SDK take a real client only.
  const client = Object.assign(new CloudFormationClient({ region: 'us-east-1' }), { send: async (command: unknown) => answer(command) });
  const watch = {
    client,
    name: 'tenantry-prod',
    log: (line: string) => void lines.push(line),
    pause: async (ms: number) => {
      passed += ms;
    },
    now: () => passed,
  };
  return { watch, lines };
};

test('a long wait says every half a minute what CloudFormation is at', async () => {
  const { watch, lines } = stackAtWork(100, [
    [event('Cluster', 'CREATE_IN_PROGRESS'), { ...OF_STACK, ResourceStatus: 'CREATE_IN_PROGRESS' }],
  ]);
  expect(await settled(watch)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^stack tenantry-prod: CREATE_IN_PROGRESS for 3\d s, waiting for Cluster \(AWS::RDS::DBCluster\)$/);
});

test('the events of an operation are read to its beginning, over all pages, and not further', async () => {
  const { watch } = stackAtWork(0, [
    [event('Last', 'DELETE_COMPLETE')],
    [event('Cause', 'CREATE_FAILED'), { ...OF_STACK, ResourceStatus: 'CREATE_IN_PROGRESS' }],
    [event('Older', 'CREATE_FAILED')],
  ]);
  const events = await lastEvents(watch);
  expect(events.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['Last', 'Cause', 'tenantry-prod']);
});
