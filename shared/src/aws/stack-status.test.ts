import { describe, expect, test } from '@jest/globals';
import { atWorkIn, failureIn, isPassing, NEXT_STEP, nextStepOf, type StackEvent } from './stack-status.ts';

describe('the next step with a stack', () => {
  test('is to wait in every state in which CloudFormation is at work, and in no other', () => {
    const waits = Object.entries(NEXT_STEP).flatMap(([status, step]) => (step === 'wait' ? [status] : []));
    // A stack in review has no resources: nobody but a person moves it.
    expect(waits.sort()).toEqual(
      Object.keys(NEXT_STEP)
        .filter((status) => status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS')
        .sort(),
    );
  });

  test('is an update where the stack works, and its creation where there is none', () => {
    expect(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE'].map(nextStepOf)).toEqual(
      Array.from({ length: 4 }, () => 'update'),
    );
    expect([undefined, 'DELETE_COMPLETE'].map(nextStepOf)).toEqual(['create', 'create']);
  });

  test('never deletes a stack that once worked, unless somebody has begun to delete it', () => {
    const deleted = Object.entries(NEXT_STEP).flatMap(([status, step]) => (step === 'delete' ? [status] : []));
    expect(deleted.sort()).toEqual(['DELETE_FAILED', 'REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED']);
  });

  test('is for a person in a state that AWS has added since', () => {
    expect(nextStepOf('SOMETHING_NEW')).toBe('refuse');
  });
});

const stack = (ResourceStatus: string): StackEvent => ({
  StackId: 'arn',
  PhysicalResourceId: 'arn',
  LogicalResourceId: 'stack',
  ResourceStatus,
});
const event = (LogicalResourceId: string, ResourceStatus: string, ResourceStatusReason?: string): StackEvent => ({
  StackId: 'arn',
  LogicalResourceId,
  ResourceType: 'AWS::X::Y',
  ResourceStatus,
  ...(ResourceStatusReason ? { ResourceStatusReason } : {}),
});

describe('the reason of a failure', () => {
  test('is the first failure of the last operation, not a consequence and not an older one', () => {
    const events = [
      stack('UPDATE_ROLLBACK_COMPLETE'),
      event('Other', 'UPDATE_FAILED', 'Resource update cancelled'),
      event('Cause', 'UPDATE_FAILED', 'quota reached'),
      stack('UPDATE_IN_PROGRESS'),
      stack('UPDATE_ROLLBACK_COMPLETE'),
      event('Old', 'UPDATE_FAILED', 'something else'),
      stack('UPDATE_IN_PROGRESS'),
    ];
    expect(failureIn(events)).toBe('Cause (AWS::X::Y): quota reached');
  });

  test('names what stopped the rollback as well', () => {
    const events = [
      stack('ROLLBACK_FAILED'),
      event('Cluster', 'DELETE_FAILED', 'protected'),
      stack('ROLLBACK_IN_PROGRESS'),
      event('Writer', 'CREATE_FAILED', 'no capacity'),
      stack('CREATE_IN_PROGRESS'),
    ];
    expect(failureIn(events)).toBe('Writer (AWS::X::Y): no capacity; rolling back: Cluster (AWS::X::Y): protected');
  });

  test('names what stopped the latest attempt to go back', () => {
    const events = [
      stack('UPDATE_ROLLBACK_FAILED'),
      event('Archive', 'UPDATE_FAILED', 'second'),
      stack('UPDATE_ROLLBACK_IN_PROGRESS'),
      stack('UPDATE_ROLLBACK_FAILED'),
      event('Archive', 'UPDATE_FAILED', 'first'),
      stack('UPDATE_ROLLBACK_IN_PROGRESS'),
      event('Alias', 'CREATE_FAILED', 'no key'),
      stack('UPDATE_IN_PROGRESS'),
    ];
    expect(failureIn(events)).toBe('Alias (AWS::X::Y): no key; rolling back: Archive (AWS::X::Y): second');
  });

  test('is unknown where only the stack itself failed', () => {
    expect(failureIn([stack('UPDATE_FAILED'), stack('UPDATE_IN_PROGRESS')])).toBeUndefined();
  });
});

test('CloudFormation is at work at what its latest event says so of', () => {
  const events = [
    event('Cluster', 'CREATE_IN_PROGRESS'),
    event('Vpc', 'CREATE_COMPLETE'),
    event('Vpc', 'CREATE_IN_PROGRESS'),
    stack('CREATE_IN_PROGRESS'),
    event('Gone', 'DELETE_IN_PROGRESS'),
  ];
  expect(atWorkIn(events)).toEqual(['Cluster (AWS::X::Y)']);
});

test.each([
  ['Role: The security token included in the request is invalid (Service: Iam, Status Code: 403)', true],
  ['Role: Unable to execute HTTP request: connect timed out (HandlerErrorCode: GeneralServiceException)', true],
  ['Role: Rate exceeded (Service: Iam) (HandlerErrorCode: Throttling)', true],
  ['Role: is not authorized to perform: iam:CreateRole with an explicit deny (HandlerErrorCode: AccessDenied)', false],
  ['Role: tenantry-dev-edge already exists (HandlerErrorCode: AlreadyExists)', false],
  ['AWS gave no reason', false],
])('whether another try may go better than "%s": %s', (reason, isOne) => {
  expect(isPassing(reason)).toBe(isOne);
});
