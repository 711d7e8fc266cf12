import { expect, test } from '@jest/globals';
import { fakeStack } from '../testing/fake-stack.ts';
import { baselineReady } from './baseline-ready.ts';

const NOT_KNOWN_YET =
  'Resource handler returned message: "The security token included in the request is invalid (Service: Iam, Status Code: 403)" (HandlerErrorCode: AccessDenied)';

/** A new account whose stack of roles is being created. */
const newAccount = () => {
  const stack = fakeStack('CREATE_IN_PROGRESS', { Resources: {} });
  const needs = { accountId: '123456789012', baselineStackId: 'arn' };
  return { ...stack, look: () => stack.look((scope) => baselineReady.ensure(scope, needs, {})) };
};

test('a stack that failed since IAM did not know the new account yet is made again, after a pause, and the waits say why', async () => {
  const { asked, becomes, look } = newAccount();
  expect(await look()).toBe('5 s: the roles of account 123456789012');
  becomes('ROLLBACK_COMPLETE', NOT_KNOWN_YET);
  expect(await look()).toMatch(/^60 s: CloudFormation to be asked again: .* ROLLBACK_COMPLETE: EdgeRole .*security token/);
  expect(asked).toEqual([]);
  expect(await look()).toContain('to be deleted');
  expect(await look()).toContain(`asked for again after: EdgeRole (AWS::IAM::Role): ${NOT_KNOWN_YET}`);
  expect(await look()).toContain('asked for again after: EdgeRole');
  expect(asked).toEqual(['DeleteStack', 'CreateStack']);
  becomes('CREATE_COMPLETE');
  expect(await look()).toBe('done');
});

test('one that failed for a lasting reason is for a person', async () => {
  const { asked, becomes, look } = newAccount();
  becomes('ROLLBACK_COMPLETE', 'not authorized to perform: iam:CreateRole with an explicit deny in a service control policy');
  await expect(look()).rejects.toMatchObject({ name: 'StalledError', code: 'BaselineFailed' });
  expect(asked).toEqual([]);
});
