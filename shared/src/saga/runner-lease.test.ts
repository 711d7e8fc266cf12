import { expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { NetworkRemoved } from '@tenantry/events-schema/network';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { memoryPorts } from '../testing/memory-ports.ts';
import { LEASE } from './ports.ts';
import type { StageRecord } from './record.ts';
import { runner } from './runner.ts';
import { type AnyStage, type AnyStep, stage, step } from './stage.ts';

test('a worker that was frozen while it read has a lease from its write on, so that nobody works beside it', async () => {
  let time = 0;
  let lease: StageRecord['lease'];
  const memory = memoryPorts();
  const vpc = step('vpc', {
    ensure: async () => {
      lease = memory.record().lease;
      return {};
    },
    remove: async () => {},
  }) as unknown as AnyStep;
  const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
    .on(AccountReady)
    .step(vpc as never) as unknown as AnyStage;
  const run = runner(network, {
    ...memory.ports,
    change: (tenantId, f) => {
      if (memory.record().lease === undefined) time += 2 * LEASE; // the first read
      return memory.ports.change(tenantId, f);
    },
    now: () => time,
  });
  await run({ name: AccountReady.name, detail: { tenantId: 'T', eventId: 'T/AccountReady', causedBy: '', at: '' } });
  expect(lease).toEqual({ owner: 'worker', until: 3 * LEASE });
});
