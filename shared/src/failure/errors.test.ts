import { describe, expect, test } from '@jest/globals';
import { failureOf, isCode, isNotYet, isOursAlone, isThrottled, isUsedUp, StalledError, TerminalError, Wait } from './errors.ts';

const aws = (name: string, call: string) => Object.assign(new Error('no'), { name, call });

describe('a failure names the call, the code and what to do', () => {
  test("of an AWS error, with the client's note of the call", () => {
    const shown = failureOf(aws('NatGatewayLimitExceeded', 'EC2 CreateNatGateway'));
    expect(shown).toMatchObject({ call: 'EC2 CreateNatGateway', code: 'NatGatewayLimitExceeded' });
    expect(shown.advice).toContain('Raise the quota');
  });
  test('of our own error, whose cause made the call', () => {
    const cause = aws('EmailAlreadyExists', 'Organizations CreateAccount');
    const error = new TerminalError('taken', { code: 'EMAIL_ALREADY_EXISTS', advice: 'change the pattern', cause });
    expect(failureOf(error)).toEqual({
      call: 'Organizations CreateAccount',
      code: 'EMAIL_ALREADY_EXISTS',
      message: 'taken',
      advice: 'change the pattern (docs/runbook.md#stalled-stage).',
    });
  });
  test('of an exhausted pool: a stall with its own advice', () => {
    expect(failureOf(new StalledError('pool a is full', { code: 'PoolExhausted', advice: 'off-board a tenant' })).advice).toBe(
      'off-board a tenant (docs/runbook.md#stalled-stage).',
    );
  });
  test('with a section of its own: no other, and a link elsewhere is none', () => {
    const support = 'Ask AWS Support (https://console.aws.amazon.com/support)';
    const advised = (advice: string) => failureOf(new StalledError('suspended', { code: 'AccountSuspended', advice })).advice;
    const own = `${support} docs/runbook.md#an-account-is-suspended-or-closed`;
    expect(advised(own)).toBe(own);
    expect(advised(`${support}.`)).toBe(`${support} (docs/runbook.md#stalled-stage).`);
  });
  test('of a code without advice: the runbook', () => {
    expect(failureOf(aws('Weird', 'S3 PutObject')).advice).toContain('docs/runbook.md');
  });
  test.each([
    'with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-1',
    'because no service control policy allows the ec2:CreateVpc action',
    'with an explicit deny in a resource control policy',
  ])('of a call that the organization denies: its policy, and not the role (%s)', (why) => {
    const message = `You are not authorized to perform this operation. User: u is not authorized to perform: ec2:CreateVpc ${why}`;
    const denied = Object.assign(new Error(message), { name: 'UnauthorizedOperation', call: 'EC2 CreateVpc' });
    expect(failureOf(denied).advice).toMatch(/^A policy of your organization denies it.*#a-permission-is-missing/);
  });
  test('of something that is no error', () => {
    expect(failureOf('boom')).toMatchObject({ code: 'UnknownError', message: 'boom' });
  });
});

describe('nothing but our own request is the cause', () => {
  const says = (name: string, message: string) => Object.assign(new Error(message), { name });
  test.each([
    [
      'ValidationException',
      "1 validation error detected: Value 'x' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'InvalidParameterException',
      "2 validation errors detected: Value at 'emailSubject' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    ],
    [
      'ValidationError',
      "1 validation error detected: Value 'N' at 'capabilities' failed to satisfy constraint: Member must satisfy enum value set: [A]",
    ],
  ])('%s: %s', (name, message) => expect(isOursAlone(says(name, message))).toBe(true));

  test.each([
    [
      'InvalidParameterValue',
      'Value (us-east-1f) for parameter availabilityZone is invalid. Subnets can currently only be created in: us-east-1a.',
    ],
    ['InvalidArgument', 'The specified SSL certificate does not exist.'],
    ['ValidationError', 'Stack:arn is in UPDATE_ROLLBACK_FAILED state and can not be updated.'],
    ['ValidationException', 'Cost Explorer is not enabled for this account.'],
    ['AccessDeniedException', '1 validation error detected: x failed to satisfy constraint: Member must be null'],
  ])('not %s: %s', (name, message) => expect(isOursAlone(says(name, message))).toBe(false));
  test('not of something that is no error', () => expect(isOursAlone(undefined)).toBe(false));
});

describe('a quota is used up', () => {
  test.each([
    'AddressLimitExceeded',
    'LimitExceeded',
    'LimitExceededException',
    'ServiceQuotaExceededException',
    'WAFLimitsExceededException',
    'TooManyBuckets',
  ])('%s', (code) => {
    expect(isUsedUp(aws(code, ''))).toBe(true);
    expect(failureOf(aws(code, '')).advice).toMatch(/retry the stage .*docs\/runbook\.md#a-quota-is-used-up/);
  });
  test.each([
    'RequestLimitExceeded',
    'TooManyRequestsException',
    'ConcurrentPipelineExecutionsLimitExceededException',
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'ConcurrentMutationLimitExceeded',
    'TooManyUpdates',
    'TooManyInvalidationsInProgress',
    'BandwidthLimitExceeded',
    'SlowDown',
    'PriorRequestNotComplete',
  ])('not %s, which passes by itself', (code) => expect(isUsedUp(aws(code, ''))).toBe(false));

  test.each(['Rate limit exceeded', 'Rate exceeded', 'You made too many calls in a short period of time. Try again later.'])(
    'not a rate that is called like one: %s',
    (message) => {
      const error = Object.assign(new Error(message), { name: 'LimitExceededException', call: 'CostExplorer GetCostAndUsage' });
      expect(isUsedUp(error)).toBe(false);
      expect(isThrottled(error)).toBe(true);
      expect(failureOf(error).advice).toContain('docs/runbook.md#aws-throttles');
    },
  );
  test('whatever else its message says', () => {
    for (const message of [
      'Vpc peering connection request limit exceeded.',
      'Exceeded daily email limit for the operation or the account.',
    ]) {
      const error = Object.assign(new Error(message), { name: 'LimitExceededException' });
      expect([isUsedUp(error), isThrottled(error)]).toEqual([true, false]);
    }
  });
  test.each(['Throttling', 'ThrottlingException', 'RequestThrottled', 'TooManyRequestsException', 'RequestLimitExceeded'])(
    '%s is a rate, and the runbook says what to do about it',
    (code) => {
      expect(isThrottled(aws(code, ''))).toBe(true);
      expect(failureOf(aws(code, '')).advice).toContain('docs/runbook.md#aws-throttles');
    },
  );
});

describe('what waits', () => {
  test('a new account that is still being set up', () => {
    expect(isNotYet(aws('OptInRequired', ''))).toBe(true);
    expect(isNotYet(aws('NotSignedUp', ''))).toBe(true);
    expect(isNotYet(aws('AccessDenied', ''))).toBe(false);
  });
  test("never longer than SQS's longest delay", () => {
    expect(new Wait(4000, '').seconds).toBe(900);
    expect(new Wait(-1, '').seconds).toBe(0);
  });
  test('EC2 answers its code as Code', () => {
    expect(isCode(Object.assign(new Error('x'), { Code: 'InvalidVpcID.NotFound' }), 'InvalidVpcID.NotFound')).toBe(true);
  });
});
