import {
  type CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { deployStack, type Outputs, type StackInput } from '@tenantry/landing-zone/stack';
import { failureIn, nextStepOf, type StackEvent } from '@tenantry/shared/aws/stack-status';
import { eventually } from '@tenantry/shared/testing/eventually';
import type { Local } from '../../laptop/src/start.ts';

export interface Walk {
  /** How each attempt ended that was to fail, where it ended otherwise: `Zone: …`. Empty when everything went as it should. */
  readonly surprises: readonly string[];
  readonly outputs: Outputs;
}

/**
 * Lets each resource of a stack fail once, the stack deployed again each time, and at last none. What an attempt leaves behind is in the
 * way of the next one, which then fails somewhere else.
 */
export const failEachOnce = async (local: Pick<Local, 'failResource'>, client: CloudFormationClient, input: StackInput): Promise<Walk> => {
  const surprises: string[] = [];
  for (const id of Object.keys(input.template.Resources)) {
    await local.failResource(input.name, id);
    const end = await deployStack(client, input).then(
      () => 'was created',
      (error: Error) => error.message,
    );
    if (!end.includes(`ROLLBACK_COMPLETE: ${id} (`)) surprises.push(`${id}: ${end}`);
  }
  return { surprises, outputs: (await deployStack(client, input)).outputs };
};

/**
 * The same as a service is deployed: its framework creates the stack with a bucket alone, then updates it with everything else, and
 * knows nothing of our ways round a failure.
 */
export const failEachOnceByUpdates = async (
  local: Pick<Local, 'failResource'>,
  client: CloudFormationClient,
  { name, template }: StackInput,
): Promise<Pick<Walk, 'surprises'>> => {
  const bucket = { ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket' } };
  const input = (resources: object) => ({
    StackName: name,
    TemplateBody: JSON.stringify({ ...template, Resources: { ...bucket, ...resources } }),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
  });
  /** State, and the first failure of the last operation. */
  const ended = async (): Promise<string> => {
    const status = await eventually(`stack ${name} is at rest`, async () => {
      const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: name }));
      return nextStepOf(Stacks?.[0]?.StackStatus) === 'wait' ? undefined : Stacks?.[0]?.StackStatus;
    });
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
    return `${status}: ${failureIn(StackEvents as readonly StackEvent[]) ?? ''}`;
  };
  await client.send(new CreateStackCommand(input({})));
  await ended();
  const surprises: string[] = [];
  for (const id of Object.keys(template.Resources)) {
    await local.failResource(name, id);
    await client.send(new UpdateStackCommand(input(template.Resources)));
    const end = await ended();
    if (!end.startsWith(`UPDATE_ROLLBACK_COMPLETE: ${id} (`)) surprises.push(`${id}: ${end}`);
  }
  await client.send(new UpdateStackCommand(input(template.Resources)));
  const end = await ended();
  return { surprises: end === 'UPDATE_COMPLETE: ' ? surprises : [...surprises, `at last: ${end}`] };
};
