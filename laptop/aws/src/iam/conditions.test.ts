// A policy variable is no template literal.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables
import { expect, test } from '@jest/globals';
import { conditionsHold, keysRead } from './conditions.ts';

const operators: readonly (readonly [string, string | readonly string[], string | readonly string[] | undefined, boolean])[] = [
  // reference_policies_elements_condition_operators.html
  ['StringEquals', 'Finance', 'Finance', true],
  ['StringEquals', 'Finance', 'finance', false],
  ['StringEquals', 'Finance', undefined, false],
  ['StringEquals', 'a${*}', 'a*', true],
  ['StringNotEquals', 'Finance', undefined, true],
  ['StringNotEquals', ['Finance', 'HR'], 'HR', false],
  ['StringEqualsIgnoreCase', 'Finance', 'FINANCE', true],
  ['StringNotEqualsIgnoreCase', 'Finance', 'FINANCE', false],
  ['StringLike', 'home/*', 'home/a/b', true],
  ['StringLike', 'home/?', 'home/ab', false],
  ['StringLike', 'home/${*}', 'home/*', true],
  ['StringLike', 'home/${*}', 'home/a', false],
  ['StringNotLike', 'home/*', 'away', true],
  ['StringEqualsIfExists', 'Finance', undefined, true],
  ['StringEqualsIfExists', 'Finance', 'HR', false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericGreaterThan', '10', '9', false],
  ['NumericLessThan', '10', 'many', false],
  ['DateGreaterThan', '2020-01-01T00:00:00Z', '2019-12-31T23:59:59Z', false],
  ['DateLessThanEquals', '2020-06-30T23:59:59Z', '1583020800', true],
  ['Bool', 'true', 'TRUE', true],
  ['Bool', 'false', undefined, false],
  ['IpAddress', '203.0.113.0/24', '203.0.113.43', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.1', false],
  ['IpAddress', '2001:db8:1234:5678::/64', '2001:db8:1234:5678::1', true],
  ['NotIpAddress', '203.0.113.0/24', '203.0.114.1', true],
  ['ArnLike', 'arn:aws:sns:*:111122223333:topic-*', 'arn:aws:sns:us-east-1:111122223333:topic-a', true],
  // Each of the six segments is looked at by itself: a wildcard does not reach into the next one.
  ['ArnLike', 'arn:aws:sns:*:topic', 'arn:aws:sns:us-east-1:111122223333:topic', false],
  ['ArnEquals', 'arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:role/x', true],
  ['ArnNotLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:role/y', true],
  ['ArnNotEquals', 'arn:aws:iam::111122223333:role/x', undefined, true],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['Null', 'true', undefined, true],
  ['Null', 'false', undefined, false],
  ['Null', 'false', 'x', true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], [], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], [], false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
  ['ForAllValues:StringNotEquals', ['a'], ['a', 'b'], false],
];
test.each(operators)('%s %j holds for %j: %s', (operator, expected, actual, result) => {
  expect(conditionsHold({ [operator]: { 'x:key': expected } }, actual === undefined ? {} : { 'x:key': actual })).toBe(result);
});

test('an operator that IAM does not know is an error, not a condition that never holds', () => {
  expect(() => conditionsHold({ StringMatches: { a: 'b' } }, { a: 'b' })).toThrow('IAM has no condition operator StringMatches');
});

test('reference_policies_elements_condition.html: keys and operators are joined by AND, values by OR', () => {
  const block = { StringEquals: { 'aws:a': ['1', '2'], 'aws:b': '3' }, Bool: { 'aws:SecureTransport': true } };
  expect(conditionsHold(block, { 'aws:a': '2', 'aws:b': '3', 'aws:SecureTransport': 'true' })).toBe(true);
  expect(conditionsHold(block, { 'aws:a': '2', 'aws:b': '4', 'aws:SecureTransport': 'true' })).toBe(false);
  expect(conditionsHold(block, { 'aws:a': '2', 'aws:b': '3' })).toBe(false);
});

test('the keys that a statement reads include its variables', () => {
  const statement = {
    Condition: { StringEquals: { 'aws:ResourceTag/a': '${aws:username}' } },
    Resource: 'arn:aws:s3:::${aws:PrincipalTag/x}',
  };
  expect([...keysRead(statement)].sort()).toEqual(['aws:PrincipalTag/x', 'aws:ResourceTag/a', 'aws:username']);
});
