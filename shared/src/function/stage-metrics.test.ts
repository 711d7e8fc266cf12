import { describe, expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { fresh, type StageRecord } from '../saga/record.ts';
import { stage } from '../saga/stage.ts';
import type { AnyMeasurement } from '../telemetry/metrics.ts';
import { stageMetrics } from './stage-metrics.ts';

const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
  .on(AccountReady)
  .publishes(NetworkPeered as never);
const TENANT = '01JD0000000000000000000000';
const about = { tenantId: TENANT, stage: 'network' };
const seen = (event: string, second: number): StageRecord['seen'] => ({
  [event]: { keys: [], detail: { tenantId: TENANT, eventId: event, causedBy: '', at: new Date(second * 1000).toISOString() } },
});
const record = (more: Partial<StageRecord>): StageRecord => ({ ...fresh(TENANT), ...more });
const ENSURE = { direction: 'ensure', generation: 1 } as const;
const waiting = { step: 'natAvailable', since: 110, generation: 1, reason: 'NAT gateway' };

/** What a worker that does this measures. @param now epoch seconds */
const measured = (now: number, work: (metrics: ReturnType<typeof stageMetrics>) => void): readonly AnyMeasurement[] => {
  const all: AnyMeasurement[] = [];
  work(
    stageMetrics(
      network,
      (measurement) => all.push(measurement),
      () => now,
      about,
    ),
  );
  return all;
};

describe('the metrics of a stage', () => {
  test('count its duration from the first event that it heard, once, whoever publishes again', () => {
    const built = record({ seen: seen('AccountReady', 100) });
    expect(
      measured(245, (metrics) => {
        metrics.saved(built);
        metrics.published('NetworkPeered', '');
      }),
    ).toEqual([{ name: 'StageSeconds', value: 145, by: {}, about }]);
    const again = measured(900, (metrics) => {
      metrics.saved({ ...built, published: { NetworkPeered: 1 } });
      metrics.published('NetworkPeered', '');
    });
    expect(again).toEqual([]);
  });

  test('count its removal from the event that began it', () => {
    const going = record({ desired: 'absent', seen: { ...seen('AccountReady', 100), ...seen('PipelineRemoved', 500) } });
    const all = measured(560, (metrics) => {
      metrics.saved(going);
      metrics.published('NetworkRemoved', '');
    });
    expect(all).toEqual([{ name: 'RemovalSeconds', value: 60, by: {}, about }]);
  });

  test('count a wait from its beginning, which another worker saw, and only for a step that waited', () => {
    const all = measured(200, (metrics) => {
      metrics.saved(record({ waiting }));
      metrics.saved(record({}));
      metrics.progressed({ ...ENSURE, step: 'natAvailable', state: 'done' });
      metrics.progressed({ ...ENSURE, step: 'routes', state: 'done' });
    });
    expect(all).toEqual([
      {
        name: 'WaitSeconds',
        value: 90,
        by: { step: 'natAvailable' },
        about: { ...about, direction: 'ensure', generation: '1', turn: 'false' },
      },
    ]);
  });

  test('count what is tried again and what gave up, with its step', () => {
    const all = measured(200, (metrics) => {
      metrics.saved(record({}));
      metrics.progressed({ ...ENSURE, step: 'vpc', state: 'retrying' });
      metrics.published('StageStalled', 'vpc');
      metrics.published('StageFailed', 'vpc');
    });
    expect(all.map(({ name, about: said }) => [name, said?.step])).toEqual([
      ['Retries', 'vpc'],
      ['Stalls', 'vpc'],
      ['Failures', 'vpc'],
    ]);
  });
});
