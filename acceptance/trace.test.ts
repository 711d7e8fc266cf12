import { expect, test } from '@jest/globals';
import { callLine, TENANT, waitLine } from './testing/lines.ts';
import { traceOf } from './trace.ts';

test('calls and waits are read from the lines of a log, in the order of their time, whatever stands between them', () => {
  const { calls, waits } = traceOf([
    'START RequestId: 1 Version: $LATEST',
    callLine(2, { operation: 'CreateVpc', nth: 2 }),
    callLine(1, {}),
    `2026-11-28T12:00:01Z\tid\tINFO\t${callLine(3, { direction: 'remove', generation: 3, operation: 'DeleteVpc' })}`,
    '{"level":"INFO","message":"published NetworkPeered"}',
    '{ no json',
    waitLine('natAvailable', 90),
  ]);
  expect(calls.map(({ call, round }) => [call, round])).toEqual([
    ['EC2 DescribeVpcs', 'on-boarding'],
    ['EC2 CreateVpc', 'on-boarding'],
    ['EC2 DeleteVpc', 'off-boarding'],
  ]);
  expect(waits).toEqual([{ step: 'network.natAvailable', round: 'on-boarding', seconds: 90 }]);
});

test('what a stage does in its last generation belongs to the replay, and in those before it to on-boarding and its retries', () => {
  const { calls } = traceOf([callLine(1, {}), callLine(2, { generation: 2 }), callLine(3, { generation: 3 })]);
  expect(calls.map(({ round }) => round)).toEqual(['on-boarding', 'on-boarding', 'replay']);
});

test('the last stage, which only the removal begins, belongs to the removal', () => {
  expect(traceOf([callLine(1, { step: 'offboard.sweep' }, { service: 'offboard' })]).calls[0]?.round).toBe('off-boarding');
});

test('calls outside of a step, and roles that are assumed once per process, belong to the service', () => {
  const { calls } = traceOf([
    callLine(1, { service: 'DynamoDB', operation: 'GetItem', step: '', direction: '', generation: 0, nth: 0 }),
    callLine(2, { service: 'STS', operation: 'AssumeRole', nth: 0 }),
  ]);
  expect(calls.map(({ step, round }) => [step, round])).toEqual([
    ['network', ''],
    ['network', ''],
  ]);
});

test('a wait for our own turn says nothing of AWS', () => {
  expect(traceOf([waitLine('accountAssignments', 9, { turn: 'true' })]).waits).toEqual([]);
});

test.each([
  ['a step that is none', { step: `network.${TENANT}` }],
  ['a step of no stage', { step: 'mercy.vpc' }],
  ['an operation with an account in it', { operation: 'Describe100000000006' }],
  ['a service that is an address', { service: 'admin@mercy.example.com' }],
])('%s is not read: there is no way for it into a report', (_what, call) => {
  expect(traceOf([callLine(1, call)]).calls).toEqual([]);
});

test.each(['arn:aws:iam::100000000006:role/x', 'account 100000000006', 'E100000000006', 'mercy.app.example.com/x', ''])(
  'an error code that is no word, %p, is an unknown error',
  (code) => {
    expect(traceOf([callLine(1, { code })]).calls[0]?.code).toBe('UnknownError');
  },
);
