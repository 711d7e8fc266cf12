import {
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { applyTemplate, baselineStackName } from './baseline-stack.ts';
import type { Scope, Template } from './scope.ts';

const StackName = baselineStackName('dev');
const template = { Resources: {} } as Template;
const scope = { deployment: 'dev', tenantId: '01TENANT000000000000000000' } as Scope;
const CHANGES = [ContinueUpdateRollbackCommand, DeleteStackCommand, UpdateStackCommand];

/** CloudFormation with the stack in this state, of another template, after a role could not be changed. */
const stackIn = (StackStatus: string) => {
  const asked: string[] = [];
  const send = async (command: object): Promise<object> => {
    if (command instanceof DescribeStacksCommand) return { Stacks: [{ StackName, StackId: 'arn', StackStatus }] };
    if (command instanceof GetTemplateCommand) return { TemplateBody: '{}' };
    if (command instanceof DescribeStackEventsCommand) {
      const failed = { ResourceStatus: 'UPDATE_FAILED', ResourceStatusReason: 'throttled' };
      return { StackEvents: [{ StackId: 'arn', LogicalResourceId: 'EdgeRole', ResourceType: 'AWS::IAM::Role', ...failed }] };
    }
    if (CHANGES.some((kind) => command instanceof kind)) asked.push(command.constructor.name);
    return {};
  };
  const client = Object.assign(new CloudFormationClient({ region: 'us-east-1' }), { send });
  return { asked, applied: () => applyTemplate(scope, client, template) };
};

test.each([
  ['UPDATE_ROLLBACK_FAILED', 'ContinueUpdateRollbackCommand', 'to be rolled back'],
  ['ROLLBACK_COMPLETE', 'DeleteStackCommand', 'to be deleted'],
  ['ROLLBACK_FAILED', 'DeleteStackCommand', 'to be deleted'],
  ['CREATE_FAILED', 'DeleteStackCommand', 'to be deleted'],
  ['DELETE_FAILED', 'DeleteStackCommand', 'to be deleted'],
  ['REVIEW_IN_PROGRESS', 'DeleteStackCommand', 'to be deleted'],
])('a stack in %s, which CloudFormation would not update, is led out of it and awaited, with the reason', async (status, call, what) => {
  const { asked, applied } = stackIn(status);
  await expect(applied()).rejects.toMatchObject({
    name: 'Wait',
    message: `stack ${StackName} ${what}, after ${status}: EdgeRole (AWS::IAM::Role): throttled`,
  });
  expect(asked).toEqual([call]);
});

test.each(['UPDATE_ROLLBACK_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS'])('a stack in %s is awaited', async (status) => {
  const { asked, applied } = stackIn(status);
  await expect(applied()).rejects.toMatchObject({ name: 'Wait', message: `stack ${StackName}, which is ${status}` });
  expect(asked).toEqual([]);
});

test.each(['UPDATE_FAILED', 'IMPORT_ROLLBACK_FAILED', 'A_STATE_OF_TOMORROW'])('a stack in %s is for a person', async (status) => {
  const { asked, applied } = stackIn(status);
  await expect(applied()).rejects.toMatchObject({ name: 'StalledError', code: 'BaselineFailed', message: expect.stringContaining(status) });
  expect(asked).toEqual([]);
});

test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'])('a stack in %s is updated', async (status) => {
  const { asked, applied } = stackIn(status);
  expect(await applied()).toEqual({ stackId: 'arn', is: 'asked' });
  expect(asked).toEqual(['UpdateStackCommand']);
});
