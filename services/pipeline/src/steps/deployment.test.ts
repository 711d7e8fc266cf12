import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import type { Scope } from '../scope.ts';
import { deployment } from './deployment.ts';

const tenantId = '01TENANT000000000000000000';
const StackName = tenantResourceName(tenantId, 'api');

/** CloudFormation with one stack, of which an interface keeps the security group. */
const withStack = (StackStatus: string, StackId?: string) => {
  const deleted: unknown[] = [];
  const stack = { StackId, StackName, StackStatus, Tags: tenantTags('dev', tenantId) };
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof DescribeStacksCommand) return { Stacks: [stack] };
    if (command instanceof DeleteStackCommand) deleted.push(command.input.StackName);
    if (!(command instanceof DescribeStackEventsCommand)) return {};
    const ofStack = { StackId: 'arn', PhysicalResourceId: 'arn', LogicalResourceId: StackName };
    const event = (LogicalResourceId: string, ResourceType: string, ResourceStatus: string, ResourceStatusReason?: string) => ({
      StackId: 'arn',
      LogicalResourceId,
      ResourceType,
      ResourceStatus,
      ResourceStatusReason,
    });
    return {
      StackEvents: [
        { ...ofStack, ResourceStatus: 'DELETE_FAILED', ResourceStatusReason: 'The following resource(s) failed to delete' },
        event('Vpc', 'AWS::EC2::VPC', 'DELETE_FAILED', 'the consequence'),
        event('SecurityGroup', 'AWS::EC2::SecurityGroup', 'DELETE_FAILED', 'resource sg-1 has a dependent object'),
        event('SecurityGroup', 'AWS::EC2::SecurityGroup', 'DELETE_IN_PROGRESS'),
        { ...ofStack, ResourceStatus: 'DELETE_IN_PROGRESS' },
        event('Function', 'AWS::Lambda::Function', 'DELETE_FAILED', 'of an earlier deletion'),
        { ...ofStack, ResourceStatus: 'DELETE_IN_PROGRESS' },
      ],
    };
  };
  const client = Object.assign(new CloudFormationClient({ region: 'us-east-1' }), { send });
  return {
    scope: { tenant: () => client, tenantId } as unknown as Scope,
    deleted,
  };
};

test('the wait for a stack that could not be deleted says which resource kept it and why, and asks again', async () => {
  const { scope, deleted } = withStack('DELETE_FAILED');
  await expect(deployment.remove(scope, {}, {})).rejects.toThrow(
    `CloudFormation to delete the stack ${StackName} (SecurityGroup (AWS::EC2::SecurityGroup): resource sg-1 has a dependent object)`,
  );
  expect(deleted).toEqual([StackName]);
});

test.each(['UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED', 'IMPORT_ROLLBACK_FAILED'])(
  'a stack in %s asks a person, with what stopped it and how it goes on, and is not deleted',
  async (status) => {
    const { scope, deleted } = withStack(status);
    await expect(deployment.ensure(scope, {}, {})).rejects.toMatchObject({
      name: 'StalledError',
      code: status,
      message: expect.stringContaining('(SecurityGroup (AWS::EC2::SecurityGroup): resource sg-1 has a dependent object)'),
      advice: expect.stringContaining(`continue-update-rollback --stack-name ${StackName}`),
    });
    expect(deleted).toEqual([]);
  },
);

test('a stack that could not be rolled back is deleted with its tenant', async () => {
  const { scope, deleted } = withStack('UPDATE_ROLLBACK_FAILED');
  await expect(deployment.remove(scope, {}, {})).rejects.toThrow('CloudFormation to delete the stack');
  expect(deleted).toEqual([StackName]);
});

test('the stack that was looked at is deleted, and none that a build has made in its place meanwhile', async () => {
  const { scope, deleted } = withStack('ROLLBACK_COMPLETE', 'arn:of-the-stack');
  await expect(deployment.ensure(scope, {}, {})).rejects.toThrow(`CloudFormation to delete the stack ${StackName}`);
  expect(deleted).toEqual(['arn:of-the-stack']);
});

test('a deletion in progress is awaited, and asked for no second time', async () => {
  const { scope, deleted } = withStack('DELETE_IN_PROGRESS');
  await expect(deployment.remove(scope, {}, {})).rejects.toThrow(`CloudFormation to delete the stack ${StackName}`);
  expect(deleted).toEqual([]);
});
