import { expect, test } from '@jest/globals';
import type { Fact } from './fact.ts';
import { evolve, freshHistory } from './history.ts';
import { outcomeOf } from './outcome.ts';

const fact = (name: string, second: number, detail: object = {}): Fact => ({
  name,
  eventId: `T/${name}/1`,
  at: new Date(1_800_000_000_000 + second * 1000).toISOString(),
  causedBy: '',
  detail: { ...detail },
});
const requested = fact('TenantRequested', 0);
const failed = fact('StageFailed', 2, { stage: 'network' });
const rolledBack = fact('TenantOffboarding', 3, { rolledBack: true });
const asked = fact('OffboardRequested', 3);
const askedFor = fact('TenantOffboarding', 4, { rolledBack: false });
const gone = fact('TenantOffboarded', 5);

test.each([
  ['a tenant that was only requested', undefined, [requested]],
  ['one whose stage has just failed', 'failed', [requested, failed]],
  ['one that is being rolled back', 'failed', [requested, failed, rolledBack]],
  ['one that was rolled back', 'rolledBack', [requested, failed, rolledBack, gone]],
  ['one that was rolled back before the decision said so', 'rolledBack', [requested, failed, fact('TenantOffboarding', 3), gone]],
  ['one that a person cancelled', undefined, [requested, asked, askedFor, gone]],
  ['one that a person cancelled before a stage failed', undefined, [requested, asked, askedFor, failed, gone]],
  ['a live one whose stage failed later, which rolls nothing back', undefined, [requested, fact('TenantReady', 1), failed]],
  ['one that nobody requested', 'unknown', [failed, rolledBack]],
] as const)('what became of %s', (_what, outcome, facts) => {
  expect(outcomeOf(facts.reduce(evolve, freshHistory('T')))).toBe(outcome);
});
