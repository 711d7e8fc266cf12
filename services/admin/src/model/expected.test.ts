import { describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import fc from 'fast-check';
import { expectedOf, quietSince } from './expected.ts';
import type { Fact } from './fact.ts';
import { evolve, freshHistory } from './history.ts';

const TENANT = '01JD0000000000000000000000';
const START = Date.parse('2026-11-24T09:00:00.000Z');
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString();
const fact = (name: string, minute: number, detail: object = {}): Fact => ({
  name,
  eventId: `${TENANT}/${name}/${JSON.stringify(detail)}/${minute}`,
  at: at(minute),
  causedBy: '',
  detail: { ...detail },
});
const isBefore = (event: string): boolean => !['TenantReady', 'TenantOffboarded'].includes(event);
const said = (stage: string, step: string, state: string, minute: number, direction = 'ensure'): Fact =>
  fact('StageProgressed', minute, { stage, step, state, direction, generation: 1, reason: 'something' });
const gaveUp = (name: string, stage: string, step: string, minute: number): Fact =>
  fact(name, minute, { stage, step, generation: 1, call: 'EC2 CreateVpc', code: 'C', message: 'm', advice: 'a' });
const requested = fact('TenantRequested', 0, { slug: 'mercy' });
const ready = (...names: readonly string[]): Fact[] => names.map((name, i) => fact(name, 10 + i));
const expected = (...facts: readonly Fact[]) => expectedOf(facts.reduce(evolve, freshHistory(TENANT)));
/** Minutes after the last word in which something is expected. */
const patience = (...facts: readonly Fact[]): number => {
  const found = expected(...facts);
  return found ? (Date.parse(found.until) - Date.parse(found.since)) / 60_000 : Number.NaN;
};

describe('what is expected of a tenant', () => {
  test('is that its first stage begins', () => {
    expect(expected(requested)).toMatchObject({ stage: 'account', step: '', since: at(0), until: at(15) });
  });

  test('is that a step which works reports back within a quarter of an hour', () => {
    expect(expected(requested, said('network', 'vpc', 'started', 5))).toMatchObject({ stage: 'network', step: 'vpc', until: at(20) });
    expect(patience(requested, said('network', 'vpc', 'retrying', 5))).toBe(15);
  });

  test('is that a wait ends within four times what it usually takes', () => {
    expect(patience(requested, said('edge', 'certificateIssued', 'waiting', 5))).toBe((4 * 345) / 60);
    expect(patience(requested, said('network', 'natAvailable', 'waiting', 5))).toBe(15);
  });

  test('is nothing soon of one that waits for its turn among other tenants', () => {
    const waits = {
      stage: 'account',
      step: 'account',
      state: 'waiting',
      direction: 'ensure',
      generation: 1,
      reason: 'its turn',
      turn: true,
    };
    expect(patience(requested, fact('StageProgressed', 5, waits))).toBe(360);
  });

  test('is that a wait which nobody has timed ends within three quarters of an hour', () => {
    const back = [requested, fact('TenantOffboarding', 20), said('edge', 'distribution', 'waiting', 25, 'remove')];
    expect(expected(...back)).toMatchObject({ stage: 'edge', step: 'distribution', until: at(70) });
  });

  test('is that a person acts within the hour when a stage has stalled', () => {
    const found = expected(requested, gaveUp('StageStalled', 'network', 'natGateway', 5));
    expect(found).toMatchObject({ stage: 'network', step: 'natGateway', until: at(65) });
    expect(found?.advice).toContain('retry the stage');
  });

  test('is the earliest of what several stages should say', () => {
    const both = [said('edge', 'certificateIssued', 'waiting', 5), said('network', 'routes', 'started', 6)];
    expect(expected(requested, ...both)).toMatchObject({ stage: 'network', step: 'routes' });
  });

  test('is nothing of a stage that waits for an event while another is at work for it', () => {
    const facts = [requested, said('dns', 'validation', 'done', 5), said('edge', 'certificateIssued', 'waiting', 30)];
    expect(expected(...facts)).toMatchObject({ stage: 'edge' });
  });

  test('is the stage that did not hear what it waits for when none is at work', () => {
    const facts = [
      requested,
      said('account', 'readiness', 'done', 5),
      said('network', 'natAvailable', 'done', 8),
      // All that stages publish before the tenant is ready.
      ...ready(
        ...STAGES.flatMap(({ entries }) => entries.flatMap((entry) => ('publishes' in entry ? [entry.publishes] : []))).filter(isBefore),
      ),
    ];
    expect(expected(...facts)).toMatchObject({ stage: 'pipeline', step: '', since: at(15), until: at(30) });
  });

  test('is the way back of a tenant whose stage failed', () => {
    expect(expected(requested, gaveUp('StageFailed', 'network', 'vpc', 5))).toMatchObject({ stage: 'offboard', until: at(20) });
    const decided = [gaveUp('StageFailed', 'network', 'vpc', 5), fact('TenantOffboarding', 6)];
    expect(expected(requested, ...decided)).toMatchObject({ stage: 'pipeline', since: at(6) });
    expect(expected(requested, ...decided, fact('PipelineRemoved', 7))).toMatchObject({ stage: 'network', since: at(7) });
  });

  test('is nothing of a tenant that is ready or gone, but of one whose stage is tried again', () => {
    const live = [requested, said('network', 'routes', 'done', 5), ...ready('NetworkPeered', 'TenantReady')];
    expect(expected(...live)).toBeUndefined();
    expect(expected(...live, said('network', 'vpc', 'started', 60))).toMatchObject({ stage: 'network', until: at(75) });
    expect(expected(...live, fact('TenantOffboarded', 60))).toBeUndefined();
  });

  test('is always later than what was last said of it, whatever was said', () => {
    const names = ['TenantRequested', 'AccountReady', 'NetworkPeered', 'EdgeReady', 'TenantReady', 'TenantOffboarding', 'PipelineRemoved'];
    const anyFact = fc.oneof(
      fc.tuple(fc.constantFrom(...names), fc.nat({ max: 500 })).map(([name, minute]) => fact(name, minute)),
      fc
        .tuple(
          fc.constantFrom(...STAGES.map(({ name }) => name)),
          fc.constantFrom('started', 'waiting', 'retrying', 'done'),
          fc.nat({ max: 500 }),
        )
        .map(([stage, state, minute]) => said(stage, 'vpc', state, minute)),
    );
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 12 }), (facts) => {
        const found = expected(...facts);
        expect(found === undefined || found.until > found.since).toBe(true);
      }),
    );
  });
});

test('a tenant is quiet since its last word, but not before that is due', () => {
  const found = expected(requested);
  expect(quietSince(found, START + 15 * 60_000)).toBeUndefined();
  expect(quietSince(found, START + 15 * 60_000 + 1)).toBe(at(0));
  expect(quietSince(undefined, START)).toBeUndefined();
});
