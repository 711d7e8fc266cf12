import { expect, test } from '@jest/globals';
import { stalledAttention } from '../../../cli/src/testing/attention-samples.ts';
import { before, mutable, summary } from '../../../cli/src/testing/samples.ts';
import { BATCH_ACTIONS, refusalOf } from './tenant-batch.ts';

const possible = (tenant: ReturnType<typeof summary>) => BATCH_ACTIONS.filter((action) => refusalOf(action, tenant) === undefined);
const suspended = { state: 'suspended' as const, since: before(60) };

test('what a tenant allows is offered, and what it does not is left out with the reason', () => {
  expect(possible(summary())).toEqual(['suspend']);
  expect(possible(summary({ suspension: suspended }))).toEqual(['resume']);
  expect(possible(summary({ suspension: { ...suspended, state: 'resuming' } }))).toEqual([]);
  expect(possible(summary({ stalled: ['network'], attention: mutable([stalledAttention]) }))).toEqual(['retry', 'acknowledge', 'suspend']);
  expect(possible(summary({ state: 'onboarding', readyAt: undefined }))).toEqual([]);
  expect(possible(summary({ state: 'offboarding', stalled: ['edge'] }))).toEqual(['retry']);
  expect(possible(summary({ state: 'offboarded' }))).toEqual([]);
  expect(refusalOf('suspend', summary({ state: 'onboarding', readyAt: undefined }))).toContain('cancel');
});
