import {
  CloudFormationClient,
  DeleteStackCommand,
  GetTemplateCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { S3Client } from '@aws-sdk/client-s3';
import { ofOwner } from '@tenantry/shared/aws/bucket-owner';
import { endOrganizationWatch } from '../guard-duty-organization.ts';
import { stackError } from '../stack-error.ts';
import { resourcesOf } from '../stack-recovery.ts';
import { settled, watchOf } from '../stack-watch.ts';
import { isKept, type Template } from '../template.ts';
import { emptied } from './contents.ts';
import type { Configuration, Kept } from './kept.ts';
import { liftProtection } from './protection.ts';

/** What a stack has, as far as its removal is concerned. */
interface Contents {
  readonly template: Template;
  /** Outlives the stack. */
  readonly kept: readonly Kept[];
  /** Physical ids of what goes with the stack, by type. */
  readonly going: (type: string) => readonly string[];
}

/** A repository's physical id is an id, and its API takes names; a policy that is kept says so in the template. */
const nameOf = (template: Template, logicalId: string, physicalId: string): string => {
  const name = template.Resources[logicalId]?.Properties?.RepositoryName;
  return typeof name === 'string' ? name : physicalId;
};

const contentsOf = async (client: CloudFormationClient, name: string): Promise<Contents> => {
  const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' }));
  const template = JSON.parse(TemplateBody) as Template;
  const resources = (await resourcesOf(watchOf(client, name))).map(
    ({ LogicalResourceId = '', PhysicalResourceId = '', ResourceType = '' }) => ({
      type: ResourceType,
      id: nameOf(template, LogicalResourceId, PhysicalResourceId),
      isKept: isKept(template.Resources[LogicalResourceId]),
    }),
  );
  return {
    template,
    kept: resources.filter((one) => one.isKept).map(({ type, id }) => ({ type, id })),
    going: (type) => resources.filter((one) => !one.isKept && one.type === type).map(({ id }) => id),
  };
};

/** What a stack would leave behind; nothing where there is no stack. */
export const keptBy = async (configuration: Configuration, name: string): Promise<readonly Kept[]> => {
  const client = new CloudFormationClient(configuration);
  return (await settled(watchOf(client, name))) ? (await contentsOf(client, name)).kept : [];
};

/**
 * Deletes a stack and waits for the end: buckets that go with it are emptied, deletion protection is taken off, members of a detector
 * are let go. Can be repeated.
 * @returns whether there was one
 * @throws StackError naming stack, state, resource, AWS's reason and what to do
 */
export const removeStack = async (configuration: Configuration, name: string, log: (line: string) => void): Promise<boolean> => {
  const client = new CloudFormationClient(configuration);
  const watch = watchOf(client, name, log);
  const stack = await settled(watch);
  if (!stack) return false;
  const { template, going } = await contentsOf(client, name);
  await liftProtection(client, stack, template);
  for (const bucket of going('AWS::S3::Bucket')) await emptied(ofOwner(new S3Client(configuration), configuration.accountId), bucket);
  for (const detector of going('AWS::GuardDuty::Detector')) await endOrganizationWatch(configuration, detector);
  // Who removes a deployment has named it, and no tenant is left: the protection is of mistakes with single stacks.
  if (stack.EnableTerminationProtection)
    await client.send(new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: false }));
  await client.send(new DeleteStackCommand({ StackName: name }));
  const left = await settled(watch);
  if (left && left.StackStatus !== 'DELETE_COMPLETE') throw await stackError(watch, left);
  return true;
};
