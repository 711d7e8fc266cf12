import { expect, test } from '@jest/globals';
import { failureOf, type Tenant } from './onboarding.ts';

const failure = { step: 'vpc', call: 'EC2 CreateVpc', code: 'AmbiguousError', message: 'socket hang up', advice: 'Wait.' };
const stage = (state: Tenant['stages'][number]['state']): Tenant['stages'][number] => ({
  stage: 'network',
  step: 'vpc',
  state,
  since: '2026-11-24T10:00:00.000Z',
  at: '2026-11-24T10:00:00.000Z',
  failure,
});

test('a stage that gave up has failed', () => {
  expect(failureOf({ stages: [stage('stalled')] })).toEqual({ ...failure, stage: 'network' });
  expect(failureOf({ stages: [stage('failed')] })).toEqual({ ...failure, stage: 'network' });
});

test('a stage that tries again by itself has not', () => {
  expect(failureOf({ stages: [stage('retrying')] })).toBeUndefined();
});
