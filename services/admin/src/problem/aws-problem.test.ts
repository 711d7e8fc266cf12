import { describe, expect, test } from '@jest/globals';
import { awsProblem } from './aws-problem.ts';

const DENIAL = 'User: arn:aws:sts::222222222222:assumed-role/x is not authorized to perform: events:StartReplay on resource: arn:y';
const aws = (name: string, call: string, more: object = { $fault: 'client', $metadata: { httpStatusCode: 400 } }) =>
  Object.assign(new Error(DENIAL), { name, call, ...more });

describe('an AWS call that failed inside a route', () => {
  test('names call and code when it was denied, says what to deploy, and keeps the message for the log', () => {
    const problem = awsProblem(aws('AccessDeniedException', 'EventBridge StartReplay'));
    expect(problem).toMatchObject({ status: 500, code: 'aws-denied', cause: { message: DENIAL } });
    expect(problem?.message).toContain('AWS denied EventBridge StartReplay (AccessDeniedException).');
    expect(problem?.message).toContain('deploy the landing zone and the service admin again');
    expect(problem?.message).not.toContain('arn:');
  });

  test('names call and code when AWS refused it for another reason', () => {
    expect(awsProblem(aws('ConflictException', 'S3 PutObject'))).toMatchObject({
      status: 500,
      code: 'aws-refused',
      message: expect.stringContaining('S3 PutObject (ConflictException)'),
    });
  });

  test.each([
    ['throttled', 'ThrottlingException', { $fault: 'client', $metadata: { httpStatusCode: 400 } }],
    ["AWS's own failure", 'InternalException', { $fault: 'server', $metadata: { httpStatusCode: 500 } }],
    ['a server error that the model does not know', 'Unknown', { $fault: 'client', $metadata: { httpStatusCode: 502 } }],
    ['an answer that got lost', 'AmbiguousError', {}],
    ['no connection', 'ECONNREFUSED', { $metadata: { attempts: 4 } }],
  ])('%s: is to be repeated in a moment', (_what, name, more) => {
    expect(awsProblem(aws(name, 'DynamoDB Query', more))).toMatchObject({
      status: 503,
      code: 'aws-unavailable',
      headers: { 'retry-after': '2' },
      message: expect.stringContaining(`DynamoDB Query got no answer that counts (${name})`),
    });
  });

  test('a rate that its service calls like a quota is to be repeated, too', () => {
    const more = { $fault: 'client', $metadata: { httpStatusCode: 400 } };
    const quota = aws('LimitExceededException', 'CostExplorer GetCostAndUsage', more);
    expect(awsProblem(quota)).toMatchObject({ status: 500, code: 'aws-refused' });
    expect(awsProblem(Object.assign(quota, { message: 'Rate limit exceeded' }))).toMatchObject({ status: 503, code: 'aws-unavailable' });
  });

  test('is found where another error wraps it', () => {
    const cause = aws('AccessDeniedException', 'DynamoDB PutItem');
    expect(awsProblem(new Error('persistence', { cause }))?.message).toContain('DynamoDB PutItem');
  });

  test('is not made up for an error of our own', () => {
    expect(awsProblem(new TypeError('x of undefined'))).toBeUndefined();
    const circle = new Error('a');
    circle.cause = circle;
    expect(awsProblem(circle)).toBeUndefined();
  });
});
