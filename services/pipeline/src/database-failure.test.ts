import { expect, test } from '@jest/globals';
import { failureOf } from '@tenantry/shared/failure/errors';
import { explained } from './database-failure.ts';

const failing = (message: string, code?: string): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { name: 'error', code });

test.each([
  ['57P03', failing('the database system is starting up', '57P03'), 'starting, stopping or failing over'],
  ['ETIMEDOUT', failing('timeout expired'), 'cannot be reached'],
  ['ECONNRESET', failing('Connection terminated unexpectedly'), 'failing over'],
  ['23505', failing('duplicate key', '23505'), 'Look up SQLSTATE 23505'],
])('%s has its advice', (code, error, advice) => {
  expect(failureOf(explained(error))).toMatchObject({ call: 'PostgreSQL', code, advice: expect.stringContaining(advice) });
});

test('what is not of PostgreSQL passes as it is', () => {
  const error = failing('no', 'LargeObjects');
  expect(explained(error)).toBe(error);
  expect(explained('text')).toBe('text');
});

test("a lost connection of an AWS call within a transaction is not the database's", () => {
  const error = Object.assign(failing('read ECONNRESET', 'ECONNRESET'), { call: 'S3 PutObject' });
  expect(explained(error)).toBe(error);
});
