import { reached, states } from '../../../states.ts';
import type { AwsCall, AwsResult } from '../../call.ts';
import { scopedKey, scopeOf } from '../../emulated/request.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { textAt } from '../xml-path.ts';
import { askOfStack, describedStack } from './described.ts';

/** A stack whose deletion waits until Lambda has given the network interfaces of its functions back. */
interface Leaving {
  /** Milliseconds. */
  readonly since: number;
  /** The answer that described the stack last. */
  readonly description: string;
}
const leaving = (context: GatewayContext): Record<string, Leaving> => context.state('cloudformation.leaving', () => ({}));

/** A stack may be called by its name or its id, `arn:…:stack/<name>/<uuid>`. */
const keyOf = (call: AwsCall): string => {
  const given = String(call.params.StackName ?? '');
  return scopedKey(scopeOf(call), given.startsWith('arn:') ? (given.split('/')[1] ?? '') : given);
};

/** By its template: the emulator's functions do not know their network. */
const holdsInterfaces = async (call: AwsCall, context: GatewayContext): Promise<boolean> => {
  const { output } = await askOfStack(call, context, 'GetTemplate');
  const template = textAt(output, 'GetTemplateResponse.GetTemplateResult.TemplateBody');
  return template.includes('AWS::Lambda::Function') && template.includes('VpcConfig');
};

const described = (description: string): AwsResult => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: Buffer.from(description.replaceAll(/<StackStatus>[A-Z_]+</g, '<StackStatus>DELETE_IN_PROGRESS<')),
});

export const functionInterfaceRules: readonly Rule[] = [
  {
    name: 'function-interfaces-are-returned',
    source:
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html; https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/392',
    service: 'cloudformation',
    operations: ['DeleteStack'],
    before: async (call, context) => {
      const answer = await askOfStack(call, context, 'DescribeStacks');
      const { status } = describedStack(answer);
      const isThere = answer.status < 300 && status !== '' && !status.startsWith('DELETE_');
      if (!isThere || !(await holdsInterfaces(call, context))) return undefined;
      leaving(context)[keyOf(call)] = { since: context.clock.now(), description: answer.body.toString('utf8') };
      return undefined;
    },
  },
  {
    name: 'function-interfaces-hold-a-stack',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
    service: 'cloudformation',
    operations: ['DescribeStacks'],
    before: (call, context) => {
      const key = keyOf(call);
      const stack = leaving(context)[key];
      if (!stack) return undefined;
      if (!reached(context.clock, stack.since, states.functionInterfacesReturned)) return described(stack.description);
      delete leaving(context)[key];
      return undefined;
    },
  },
];
