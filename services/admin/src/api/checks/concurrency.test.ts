import { expect, test } from '@jest/globals';
import { enoughConcurrency } from './concurrency.ts';

test('a new account runs too few functions for queues and console, and one of which nothing is known is not called well', () => {
  expect(() => enoughConcurrency(10)).toThrow('the super-admin account runs 10, fewer than 100');
  expect(() => enoughConcurrency(undefined)).toThrow('Service Quotas has no value');
  expect(enoughConcurrency(1_000)).toBe('the super-admin account runs 1000');
});
