import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/errors';
import type { Scope } from '../scope.ts';
import { baselineReady } from './baseline-ready.ts';

const NOT_KNOWN_YET =
  'Resource handler returned message: "The security token included in the request is invalid (Service: Iam, Status Code: 403)" (HandlerErrorCode: AccessDenied)';

/** A new account whose stack of roles a test lets fail, and looks at as the runner does. */
const newAccount = () => {
  let StackStatus: string | undefined = 'CREATE_IN_PROGRESS';
  let ResourceStatusReason = '';
  let noted: object | undefined;
  const asked: string[] = [];
  const send = async (command: object): Promise<object> => {
    if (command instanceof DescribeStacksCommand) {
      if (StackStatus === undefined) throw new Error('Stack with id tenantry-dev-baseline does not exist');
      return { Stacks: [{ StackId: 'arn', StackStatus }] };
    }
    if (command instanceof GetTemplateCommand) return { TemplateBody: '{"Resources":{}}' };
    if (command instanceof DescribeStackEventsCommand) {
      const failed = { ResourceStatus: 'CREATE_FAILED', ResourceStatusReason };
      return { StackEvents: [{ StackId: 'arn', LogicalResourceId: 'EdgeRole', ResourceType: 'AWS::IAM::Role', ...failed }] };
    }
    asked.push(command.constructor.name);
    if (command instanceof DeleteStackCommand) StackStatus = undefined;
    if (command instanceof CreateStackCommand) StackStatus = 'CREATE_IN_PROGRESS';
    return {};
  };
  const cloudFormation = Object.assign(new CloudFormationClient({ region: 'us-east-1' }), { send });
  const scope = () =>
    ({ stage: 'dev', tenantId: '01T', template: { Resources: {} }, tenant: () => ({ cloudFormation }), noted }) as unknown as Scope;
  return {
    asked,
    becomes: (state: string, reason = '') => {
      StackStatus = state;
      ResourceStatusReason = reason;
    },
    look: async (): Promise<string> => {
      try {
        await baselineReady.ensure(scope(), { accountId: '123456789012', baselineStackId: 'arn' }, {});
        return 'done';
      } catch (error) {
        if (!(error instanceof Wait)) throw error;
        noted = error.note;
        return `${error.name} ${error.seconds} s: ${error.message}`;
      }
    },
  };
};

test('a stack that failed since IAM did not know the new account yet is made again, after a pause, and the waits say why', async () => {
  const { asked, becomes, look } = newAccount();
  expect(await look()).toBe('Wait 5 s: the roles of account 123456789012');
  becomes('ROLLBACK_COMPLETE', NOT_KNOWN_YET);
  expect(await look()).toMatch(/^Wait 60 s: CloudFormation to be asked again: .* ROLLBACK_COMPLETE: EdgeRole .*security token/);
  expect(asked).toEqual([]);
  expect(await look()).toContain('to be deleted');
  expect(await look()).toContain(`asked for again after: EdgeRole (AWS::IAM::Role): ${NOT_KNOWN_YET}`);
  expect(await look()).toContain('asked for again after: EdgeRole');
  expect(asked).toEqual(['DeleteStackCommand', 'CreateStackCommand']);
  becomes('CREATE_COMPLETE');
  expect(await look()).toBe('done');
});

test('one that failed for a lasting reason is for a person', async () => {
  const { asked, becomes, look } = newAccount();
  becomes('ROLLBACK_COMPLETE', 'not authorized to perform: iam:CreateRole with an explicit deny in a service control policy');
  await expect(look()).rejects.toMatchObject({ name: 'StalledError', code: 'BaselineFailed' });
  expect(asked).toEqual([]);
});
