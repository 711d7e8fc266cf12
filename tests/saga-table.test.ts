import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import { heardBy } from '@tenantry/shared/infra/stage-service';
import { type AnyStage, stepsOf } from '@tenantry/shared/saga/stage';
import { tenantBaseline } from '../landing-zone/src/tenant.ts';
import { account } from '../services/account/src/stage.ts';
import { countsOf, plannedSteps } from '../services/admin/src/api/plan/planned-resources.ts';
import { QUEUES, STAGES } from '../services/admin/src/saga.ts';
import { dns } from '../services/dns/src/stage.ts';
import { edge } from '../services/edge/src/stage.ts';
import { network } from '../services/network/src/stage.ts';
import { DECIDE_QUEUE } from '../services/offboard/src/decide/queue-name.ts';
import { offboard } from '../services/offboard/src/stage.ts';
import { pipeline } from '../services/pipeline/src/stage.ts';

/** What admin says of the stages, which it must not import, against the stages themselves. */
const stages: readonly AnyStage[] = [account, network, edge, dns, pipeline, offboard];
const zone = { config: configOf('dev'), cells: [] } as unknown as LandingZone;
const planned = plannedSteps(countsOf(zone));

describe("admin's table of the saga", () => {
  test('has every stage in order', () => {
    expect(STAGES.map(({ name }) => name)).toEqual(stages.map(({ name }) => name));
  });

  test.each(STAGES)('knows what $name hears, waits for and ends with', ({ name, hears, waitsFor, ready, removed }) => {
    const stage = stages.find((one) => one.name === name);
    if (!stage) throw new Error(`no stage ${name}`);
    expect([...hears].sort()).toEqual(
      heardBy(stage)
        .map((event) => event.name)
        .sort(),
    );
    const awaited = stage.entries.flatMap((entry) => (entry.kind === 'on' ? [entry.event.name] : []));
    if (ready) expect(waitsFor).toEqual(awaited);
    const published = stage.entries.flatMap((entry) => (entry.kind === 'publish' ? [entry.event.name] : []));
    expect(ready ?? removed).toBe(published.at(-1));
    expect(removed).toBe(stage.removed.name);
  });

  test('has every queue with dead letters', () => {
    const names = QUEUES.map((queue) => deadLetterQueueName('dev', queue));
    expect(names).toEqual([...stages.map(({ name }) => name), DECIDE_QUEUE, 'admin'].map((name) => deadLetterQueueName('dev', name)));
  });
});

describe('the plan of an on-boarding', () => {
  test.each(stages.filter(({ name }) => name !== 'offboard'))('has every step of $name in order, and no other', (stage) => {
    expect(Object.keys(planned[stage.name as keyof typeof planned])).toEqual(stepsOf(stage).map(({ name }) => name));
  });

  test('has what the stack of a tenant account has', () => {
    const { Resources } = tenantBaseline({ stage: 'dev', accounts: zone.config.accounts });
    const types = Object.values(Resources).map(({ Type }) => Type);
    const [stack, ...created] = planned.account.baseline ?? [];
    expect(stack?.type).toBe('AWS::CloudFormation::Stack');
    expect(created.flatMap(({ type, count }) => Array<string>(count).fill(type)).sort()).toEqual(types.sort());
  });
});
