import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { eventually } from './eventually.ts';
import type { OwnAws } from './own-aws.ts';

export interface Stacks {
  /** Deploys a stack and answers its outputs. Throws with CloudFormation's reason when it is not created. */
  readonly deploy: (account: string, name: string, resources: object, outputs: object) => Promise<Record<string, string>>;
  /** Deletes a stack and waits until it is gone. */
  readonly remove: (account: string, name: string) => Promise<void>;
}

export const attributeOf = (resource: string, attribute: string): object => ({ 'Fn::GetAtt': [resource, attribute] });

const settled = (client: CloudFormationClient, StackName: string): Promise<Stack> =>
  eventually(`${StackName} is settled`, async () => {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.find(({ StackStatus }) => StackStatus !== undefined && !StackStatus.endsWith('IN_PROGRESS'));
  });

/** CloudFormation stacks of a laptop's accounts, as their roots. */
export const stacksOf = (aws: OwnAws): Stacks => ({
  deploy: async (account, StackName, Resources, Outputs) => {
    const client = new CloudFormationClient(aws.as(account));
    const TemplateBody = JSON.stringify({ Resources, Outputs });
    await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
    const stack = await settled(client, StackName);
    if (stack.StackStatus !== 'CREATE_COMPLETE') throw new Error(`${StackName}: ${stack.StackStatus} ${stack.StackStatusReason ?? ''}`);
    return Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  },
  remove: async (account, StackName) => {
    const client = new CloudFormationClient(aws.as(account));
    await client.send(new DeleteStackCommand({ StackName }));
    await eventually(`${StackName} is gone`, () =>
      settled(client, StackName).then(
        (stack) => (stack.StackStatus === 'DELETE_COMPLETE' ? true : undefined),
        () => true,
      ),
    );
  },
});
