import { expect, describe as group, test } from '@jest/globals';
import { describe, isCode, isNotYet, StalledError, TerminalError, Wait } from './errors.ts';

const aws = (name: string, call: string) => Object.assign(new Error('no'), { name, call });

group('a failure names the call, the code and what to do', () => {
  test("of an AWS error, with the client's note of the call", () => {
    const shown = describe(aws('NatGatewayLimitExceeded', 'EC2 CreateNatGateway'));
    expect(shown).toMatchObject({ call: 'EC2 CreateNatGateway', code: 'NatGatewayLimitExceeded' });
    expect(shown.advice).toContain('Raise the quota');
  });
  test('of our own error, whose cause made the call', () => {
    const cause = aws('EmailAlreadyExists', 'Organizations CreateAccount');
    const error = new TerminalError('taken', { code: 'EMAIL_ALREADY_EXISTS', advice: 'change the pattern', cause });
    expect(describe(error)).toEqual({
      call: 'Organizations CreateAccount',
      code: 'EMAIL_ALREADY_EXISTS',
      message: 'taken',
      advice: 'change the pattern',
    });
  });
  test('of an exhausted pool: a stall with its own advice', () => {
    expect(describe(new StalledError('pool a is full', { code: 'PoolExhausted', advice: 'add a cell' })).advice).toBe('add a cell');
  });
  test('of a code without advice: the runbook', () => {
    expect(describe(aws('Weird', 'S3 PutObject')).advice).toContain('docs/runbook.md');
  });
  test('of something that is no error', () => {
    expect(describe('boom')).toMatchObject({ code: 'UnknownError', message: 'boom' });
  });
});

group('what waits', () => {
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
