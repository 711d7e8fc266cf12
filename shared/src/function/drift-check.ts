import type { DriftCheckRequested } from '@tenantry/events-schema/drift';
import type { DetailOf } from '@tenantry/events-schema/event';
import type { Context } from 'aws-lambda';
import { callingFrom } from '../aws/calling.ts';
import { serviceName } from '../domain/names.ts';
import { checkDrift } from '../saga/drift.ts';
import type { Outcome } from '../saga/ports.ts';
import type { Heard, StageRecord } from '../saga/record.ts';
import type { AnyStage } from '../saga/stage.ts';
import { store } from '../saga/store.ts';
import { traced } from '../telemetry/tracing.ts';
import { logger } from './lambda.ts';
import { publish } from './publish.ts';

/** A stage that is at work may soon have done it; what is older is left to the next round. */
const PATIENCE_MS = 10 * 60_000;
const AGAIN_SECONDS = 20;

/** Has a stage look at all that it has of a tenant, for one message. */
export const driftCheck =
  <Scope>(stage: AnyStage, deployment: string, scope: (record: StageRecord, heard: Heard) => Scope) =>
  async (asked: DetailOf<typeof DriftCheckRequested>, context: Context): Promise<Outcome> => {
    const how = await checkDrift<Scope>(
      stage,
      {
        // A store remembers what it read.
        read: async (tenantId) => (await store(serviceName(deployment, stage.name))(tenantId, (record) => [record, undefined]))[0],
        scope,
        within: (step, { tenantId, generation }, work) => {
          const stepId = `${stage.name}.${step}`;
          const keys = { tenantId, stage: stage.name, step, direction: 'look' };
          return callingFrom({ stepId, direction: 'look', generation }, () => traced(stepId, keys, work));
        },
        publish,
        now: () => Date.now() / 1000,
        remaining: () => context.getRemainingTimeInMillis() / 1000,
      },
      asked,
    );
    logger.info(`check for drift: ${how}`, { checkId: asked.checkId });
    const isLate = Date.now() - Date.parse(asked.at) > PATIENCE_MS;
    return how === 'busy' && !isLate ? { kind: 'again', seconds: AGAIN_SECONDS, reason: 'the stage is at work' } : { kind: 'done' };
  };
