import { expect, test } from '@jest/globals';
import { evolve, freshHistory } from '../../model/history.ts';
import { TENANT, told } from '../../testing/facts.ts';
import { requireNotGoing } from './handlers.ts';

const removed = [told('offboard/TenantOffboarding/1', 9)];
const historyOf = (...facts: readonly ReturnType<typeof told>[]) => facts.reduce(evolve, freshHistory(TENANT));

test('a refusal calls a tenant as people do, and by its id where nobody requested it', () => {
  const requested = told('admin/TenantRequested/1', 0, '', { slug: 'mercy', name: 'Mercy Hospital' });
  expect(() => requireNotGoing(historyOf(requested, ...removed))).toThrow('mercy is offboarding already');
  expect(() => requireNotGoing(historyOf(...removed))).toThrow(`${TENANT} is offboarding already`);
  expect(() => requireNotGoing(historyOf(requested))).not.toThrow();
});
