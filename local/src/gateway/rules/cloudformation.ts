import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsCall, GatewayContext, Rule } from '../types.ts';
import { textAt } from './xml-path.ts';

/** Until a stack that is worked on is looked at again. Real milliseconds. */
const LOOK_MS = 50;
/** A stack that takes longer is answered as it is: the caller looks again, as at AWS. Real milliseconds. */
const PATIENCE_MS = 60_000;

/** The status of the stack that a call names; empty where there is none. */
const statusOf = async (call: AwsCall, context: GatewayContext): Promise<string> => {
  const { output } = await context.emulator({
    accountId: call.caller.accountId,
    region: call.region,
    service: 'cloudformation',
    operation: 'DescribeStacks',
    input: { StackName: String(call.params.StackName ?? '') },
  });
  return textAt(output, 'DescribeStacksResponse.DescribeStacksResult.Stacks.member.StackStatus');
};

export const cloudformationRules: readonly Rule[] = [
  {
    name: 'change-set-takes-no-time',
    // The laptop's stacks take the time of its processors only; a command line that finds one in progress sleeps for half a minute.
    source: 'AWS CLI, awscli/customizations/cloudformation/deployer.py, wait_for_execute: Delay 30',
    service: 'cloudformation',
    operations: ['ExecuteChangeSet'],
    after: async (call, result, context) => {
      if (result.status >= 300 || call.params.StackName === undefined) return result;
      const until = performance.now() + PATIENCE_MS;
      while ((await statusOf(call, context)).endsWith('_IN_PROGRESS') && performance.now() < until) await sleep(LOOK_MS);
      return result;
    },
  },
];
