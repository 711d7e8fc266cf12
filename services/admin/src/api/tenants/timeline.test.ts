import { expect, test } from '@jest/globals';
import { factOf } from '../../model/fact.ts';
import { timelineOf } from './timeline.ts';

const TENANT = '01JD0000000000000000000000';
const [FIRST, SECOND] = ['1-6922cf10-4f1d2a3b4c5d6e7f80910111', '1-6922cf4c-0a1b2c3d4e5f607182930415'];
const said = (state: string, second: number, traceId?: string) =>
  factOf('StageProgressed', {
    tenantId: TENANT,
    eventId: `${TENANT}/${state}/${second}`,
    causedBy: '',
    at: new Date(1_800_000_000_000 + second * 1000).toISOString(),
    traceId,
    ...{ stage: 'network', step: 'vpc', direction: 'ensure', generation: 1, state },
  });

test('a step leads to the last trace of its work, in the console of CloudWatch', () => {
  const { steps } = timelineOf([said('started', 1, FIRST), said('retrying', 2, SECOND), said('done', 3)], 'eu-west-1');
  expect(steps).toMatchObject([
    {
      traceId: SECOND,
      traceUrl: `https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#xray:traces/${SECOND}`,
    },
  ]);
});

test('an event shows its trace beside its detail, not in it', () => {
  const envelope = { tenantId: TENANT, eventId: 'e/1', causedBy: '', at: '2026-11-24T09:00:00.000Z', traceId: FIRST };
  const { events } = timelineOf([factOf('NetworkRemoved', envelope)], 'us-east-1');
  expect(events).toMatchObject([{ event: 'NetworkRemoved', traceId: FIRST, detail: {} }]);
  expect(events[0]?.detail).toEqual({});
});

test('nothing leads to X-Ray where nobody opens it; the trace is named all the same', () => {
  const { steps } = timelineOf([said('started', 1, FIRST), said('done', 3)], undefined);
  expect(steps[0]).toMatchObject({ traceId: FIRST });
  expect(steps[0]).not.toHaveProperty('traceUrl');
});

test('an event says with which source it is published, of a stage where several stages publish it', () => {
  const envelope = { tenantId: TENANT, causedBy: '', at: '2026-11-24T09:00:00.000Z' };
  const facts = ['NetworkRemoved', 'StageStalled', 'NewerEvent'].map((name) =>
    factOf(name, { ...envelope, eventId: `e/${name}`, ...{ stage: 'edge' } }),
  );
  const { events } = timelineOf(facts, 'us-east-1');
  expect(Object.fromEntries(events.map(({ event, source }) => [event, source]))).toEqual({
    NetworkRemoved: 'tenantry.network',
    StageStalled: 'tenantry.stages.edge',
    NewerEvent: undefined,
  });
});

test('nothing leads anywhere where X-Ray kept no trace', () => {
  const { steps } = timelineOf([said('started', 1), said('done', 3)], 'us-east-1');
  expect(Object.keys(steps[0] ?? {})).not.toContain('traceUrl');
});
