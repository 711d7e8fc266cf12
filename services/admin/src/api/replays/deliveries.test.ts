import { describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import { parseEnvelope } from '@tenantry/shared/function/envelope';
import { keyOf } from '@tenantry/shared/saga/record';
import type { Fact } from '../../model/fact.ts';
import { deliveriesOf } from './deliveries.ts';
import { daysOf } from './from-archive.ts';
import { replayedEnvelope } from './from-queues.ts';

const TENANT = '01JZT3NANTRY000000SAMP0E00';
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString();
const fact = (name: string, minute: number, generation = 1, detail = {}): Fact => ({
  name,
  eventId: `${TENANT}/x/${name}/${generation}`,
  at: at(minute),
  causedBy: '',
  detail,
});
const facts = [
  fact('TenantRequested', 0),
  fact('AccountReady', 1),
  fact('NetworkPeered', 5),
  fact('AccountReady', 9, 2),
  fact('StageProgressed', 9),
];
const window = { from: at(0), to: at(59) };
const given = (selection: object) =>
  deliveriesOf(facts, { ...window, ...selection }).map(
    ({ stage, fact: { eventId } }) => `${stage} ${eventId.split('/').slice(2).join('/')}`,
  );

/** A delivery to each stage that hears the event. */
const to = (event: string): readonly string[] =>
  STAGES.filter(({ hears }) => hears.includes(event.split('/')[0] ?? '')).map(({ name }) => `${name} ${event}`);

describe('a replay delivers', () => {
  test('to every stage what it hears, of each event the latest', () => {
    expect(given({}).sort()).toEqual([...to('TenantRequested/1'), ...to('AccountReady/2'), ...to('NetworkPeered/1')].sort());
    expect(given({})).toEqual(expect.arrayContaining(['network AccountReady/2', 'edge AccountReady/2', 'pipeline NetworkPeered/1']));
  });
  test('only wanted events to wanted stages', () => {
    expect(given({ events: ['AccountReady'], stages: ['network'] })).toEqual(['network AccountReady/2']);
    expect(given({ events: ['AccountReady'], stages: ['dns'] })).toEqual([]);
  });
  test('only what lies in the window', () => {
    expect(given({ to: at(4) }).sort()).toEqual([...to('TenantRequested/1'), ...to('AccountReady/1')].sort());
    expect(given({ from: at(9).replace('.000', '') })).toEqual(to('AccountReady/2'));
  });
  test('a message that stages know as a replay, and that its schema parses', () => {
    const heard = fact('PipelineRemoved', 3);
    const message = parseEnvelope(replayedEnvelope(TENANT, { stage: 'network', fact: heard }, 'repair-1') as never);
    expect(keyOf(message)).toBe(`${heard.eventId}/repair-1`);
    expect(message.detail).toMatchObject({ tenantId: TENANT, eventId: heard.eventId, at: heard.at });
  });
});

test('a window is looked through day by day, its ends included', () => {
  expect(daysOf({ from: '2026-11-30T23:59:00Z', to: '2026-12-02T00:00:00Z' })).toEqual(['2026-11-30', '2026-12-01', '2026-12-02']);
});
