import type { AwsCall, EmulatorResponse } from '../../call.ts';
import type { GatewayContext } from '../../types.ts';
import { textAt } from '../xml-path.ts';

/** Asks the emulator about the stack that a call names. */
export const askOfStack = (call: AwsCall, context: GatewayContext, operation: string): Promise<EmulatorResponse> =>
  context.emulator({
    accountId: call.caller.accountId,
    region: call.region,
    service: 'cloudformation',
    operation,
    input: { StackName: String(call.params.StackName ?? '') },
  });

export interface Stack {
  readonly id: string;
  readonly status: string;
}

/** The stack in an answer of DescribeStacks; its status is empty where there is none. */
export const describedStack = ({ output }: EmulatorResponse): Stack => {
  const member = (name: string): string => textAt(output, `DescribeStacksResponse.DescribeStacksResult.Stacks.member.${name}`);
  return { id: member('StackId'), status: member('StackStatus') };
};
