import { expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import type { EventDefinition } from '@tenantry/events-schema/event';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { type Detail, fresh, type StageRecord } from './record.ts';
import { runner } from './runner.ts';
import { type AnyStage, type AnyStep, stage, step } from './stage.ts';

/** Delivers one message again and again to a stage whose only step always fails so; answers the record and what was published. */
const fails = async (code: string, deliveries: number, stopOn?: readonly EventDefinition[]) => {
  const broken = step('vpc', {
    ensure: async () => {
      throw Object.assign(new Error('no'), { name: code, call: 'EC2 CreateVpc' });
    },
    remove: async () => {},
  }) as unknown as AnyStep;
  const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved, ...(stopOn ? { stopOn } : {}) })
    .on(AccountReady)
    .step(broken as never)
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  let record: StageRecord = fresh('T');
  let time = 0;
  const published: { readonly event: string; readonly detail: Detail }[] = [];
  const run = runner(network, {
    change: async (_id, f) => {
      record = f(record);
      return record;
    },
    publish: async (event, detail) => void published.push({ event, detail }),
    later: async () => {},
    progress: () => {},
    scope: () => ({}),
    id: () => `w${time}`,
    now: () => time,
    remaining: () => 30,
  });
  const message = { name: AccountReady.name, detail: { tenantId: 'T', eventId: 'T/AccountReady', causedBy: '', at: '' } };
  for (let n = 0; n < deliveries; n++) {
    await run(message);
    time += 400;
  }
  return { record, published };
};

test('a request that AWS calls invalid three times takes a half-built tenant back', async () => {
  expect((await fails('ValidationException', 2)).published).toEqual([]);
  const { published } = await fails('ValidationException', 3);
  expect(published).toMatchObject([
    { event: 'StageFailed', detail: { stage: 'network', step: 'vpc', call: 'EC2 CreateVpc', code: 'ValidationException' } },
  ]);
});

test.each(['ThrottlingException', 'AccessDenied', 'NatGatewayLimitExceeded', 'ServiceUnavailable'])(
  '%s never does: at last the stage stalls',
  async (code) => {
    const { published, record } = await fails(code, 20);
    expect(published.map(({ event }) => event)).toEqual(['StageStalled']);
    expect(record.failure).toMatchObject({ kind: 'stalled', code, call: 'EC2 CreateVpc' });
  },
);

test('the stage that takes others back never asks to be taken back itself', async () => {
  expect((await fails('ValidationException', 5, [])).published.map(({ event }) => event)).toEqual(['StageStalled']);
});
