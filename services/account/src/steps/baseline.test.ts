import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/errors';
import type { Scope } from '../scope.ts';
import { baseline } from './baseline.ts';

const REASON = 'EdgeRole (AWS::IAM::Role): a policy of the organization denies iam:DeleteRole';

/** A tenant's account on its way back: a test says which state the stack has, and sees what CloudFormation was asked for. */
const account = (first: string | undefined) => {
  let StackStatus = first;
  let noted: object | undefined;
  const asked: string[] = [];
  const send = async (command: object): Promise<object> => {
    if (command instanceof DescribeStacksCommand) {
      if (StackStatus === undefined) throw new Error('Stack with id tenantry-dev-baseline does not exist');
      return { Stacks: [{ StackId: 'arn', StackStatus }] };
    }
    if (command instanceof GetTemplateCommand) return { TemplateBody: '{}' };
    if (command instanceof DescribeStackEventsCommand) {
      const failed = { ResourceStatus: 'UPDATE_FAILED', ResourceStatusReason: 'a policy of the organization denies iam:DeleteRole' };
      return { StackEvents: [{ StackId: 'arn', LogicalResourceId: 'EdgeRole', ResourceType: 'AWS::IAM::Role', ...failed }] };
    }
    if (command instanceof UpdateStackCommand || command instanceof CreateStackCommand) asked.push(command.constructor.name);
    return {};
  };
  const cloudFormation = Object.assign(new CloudFormationClient({ region: 'us-east-1' }), { send });
  const scope = () =>
    ({
      stage: 'dev',
      tenantId: '01TENANT000000000000000000',
      knownAccountId: '123456789012',
      organizations: { send: async () => ({ Account: { State: 'ACTIVE' } }) },
      template: { Resources: {} },
      tenant: () => ({ cloudFormation }),
      noted,
    }) as unknown as Scope;
  return {
    asked,
    becomes: (state: string) => {
      StackStatus = state;
    },
    /** As the runner does; answers what it waits for. */
    look: async (): Promise<string> => {
      try {
        await baseline.remove(scope(), {});
        return 'done';
      } catch (error) {
        if (!(error instanceof Wait)) throw error;
        noted = error.note;
        return error.message;
      }
    },
  };
};

test("the way back stalls with AWS's reason when its update was rolled back, and does not ask again and again", async () => {
  const { asked, becomes, look } = account('UPDATE_COMPLETE');
  expect(await look()).toContain("to be reduced to the sweep's");
  becomes('UPDATE_ROLLBACK_FAILED');
  expect(await look()).toContain('to be rolled back');
  becomes('UPDATE_ROLLBACK_IN_PROGRESS');
  await look();
  becomes('UPDATE_ROLLBACK_COMPLETE');
  await expect(look()).rejects.toMatchObject({ name: 'StalledError', code: 'BaselineFailed', message: expect.stringContaining(REASON) });
  expect(asked).toEqual(['UpdateStackCommand']);
});

test('what the way forward left rolled back is no reason to stall: the way back asks for its own', async () => {
  const { asked, becomes, look } = account('UPDATE_IN_PROGRESS');
  await look();
  becomes('UPDATE_ROLLBACK_COMPLETE');
  expect(await look()).toContain("to be reduced to the sweep's");
  expect(asked).toEqual(['UpdateStackCommand']);
});

test('where nothing was built yet, roles that cannot be created stall, too', async () => {
  const { asked, becomes, look } = account(undefined);
  await look();
  becomes('ROLLBACK_COMPLETE');
  await expect(look()).rejects.toMatchObject({ name: 'StalledError', code: 'BaselineFailed' });
  expect(asked).toEqual(['CreateStackCommand']);
});
