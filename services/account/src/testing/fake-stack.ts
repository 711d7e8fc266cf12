import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Wait } from '@tenantry/shared/failure/errors';
import type { Scope } from '../scope.ts';
import { inBootstrap } from './in-bootstrap.ts';

const CHANGES = [CreateStackCommand, DeleteStackCommand, UpdateStackCommand];

/**
 * The stack of roles in a tenant's account, of which a test decides the state and why its role for edge failed.
 * @param first undefined where there is no stack
 * @param template that it has
 */
export const fakeStack = (first: string | undefined, template: object) => {
  let StackStatus = first;
  let ResourceStatusReason = '';
  let noted: object | undefined;
  const asked: string[] = [];
  const send = async (command: object): Promise<object> => {
    if (command instanceof DescribeStacksCommand) {
      if (StackStatus === undefined) throw new Error('Stack with id tenantry-dev-baseline does not exist');
      return { Stacks: [{ StackId: 'arn', StackStatus }] };
    }
    if (command instanceof GetTemplateCommand) return { TemplateBody: JSON.stringify(template) };
    if (command instanceof DescribeStackEventsCommand) {
      const failed = { ResourceStatus: 'UPDATE_FAILED', ResourceStatusReason };
      return { StackEvents: [{ StackId: 'arn', LogicalResourceId: 'EdgeRole', ResourceType: 'AWS::IAM::Role', ...failed }] };
    }
    if (CHANGES.some((kind) => command instanceof kind)) asked.push(command.constructor.name.replace('Command', ''));
    if (command instanceof DeleteStackCommand) StackStatus = undefined;
    if (!(command instanceof CreateStackCommand)) return {};
    StackStatus = 'CREATE_IN_PROGRESS';
    return { StackId: 'arn' };
  };
  const cloudFormation = Object.assign(new CloudFormationClient({ region: 'us-east-1' }), { send });
  const scope = () =>
    ({
      deployment: 'dev',
      tenantId: '01TENANT000000000000000000',
      ...inBootstrap(),
      template: { Resources: {} },
      sweepTemplate: { Resources: { OffboardRole: {} } },
      tenant: () => () => cloudFormation,
      bootstrap: () => cloudFormation,
      noted,
    }) as unknown as Scope;
  return {
    /** What CloudFormation was asked to change. */
    asked,
    becomes: (state: string, reason = '') => {
      StackStatus = state;
      ResourceStatusReason = reason;
    },
    /** One look of a step, as the runner takes it; answers what it waits for. */
    look: async (step: (scope: Scope) => Promise<unknown>): Promise<string> => {
      try {
        await step(scope());
        return 'done';
      } catch (error) {
        if (!(error instanceof Wait)) throw error;
        noted = error.note;
        return `${error.seconds} s: ${error.message}`;
      }
    },
  };
};
