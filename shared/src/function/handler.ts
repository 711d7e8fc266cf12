import { DriftCheckRequested } from '@tenantry/events-schema/drift';
import { StageProgressed } from '@tenantry/events-schema/stages';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ulid } from 'ulid';
import { callingFor, callingFrom } from '../aws/calling.ts';
import { documentClient } from '../aws/document-client.ts';
import { type LandingZone, landingZone, runbookUrl } from '../deployment/landing-zone.ts';
import { deadLetterQueueName, serviceName } from '../domain/names.ts';
import type { Failure } from '../failure/errors.ts';
import { advisedAt } from '../failure/runbook.ts';
import type { Outcome, Progress } from '../saga/ports.ts';
import type { Heard, Message, StageRecord } from '../saga/record.ts';
import { runner } from '../saga/runner.ts';
import { type AnyStage, type AnyStep, withSteps } from '../saga/stage.ts';
import { store } from '../saga/store.ts';
import { measuring } from '../telemetry/metrics.ts';
import { traced } from '../telemetry/tracing.ts';
import { withDecision } from './decided.ts';
import { driftCheck } from './drift-check.ts';
import { type Envelope, isUnknownForGood, parseEnvelope, SECONDS_BETWEEN_LOOKS, tenantOf, UnknownEvent, unreadable } from './envelope.ts';
import { lambda, logger, workFor } from './lambda.ts';
import { publish } from './publish.ts';
import { send } from './queue.ts';
import { showLater } from './show-later.ts';
import { stageMetrics } from './stage-metrics.ts';

/**
 * The Lambda handler of a stage: takes messages of its queue (partial batch responses) or one bare EventBridge event
 * (`sls invoke local`).
 * @param makeScope what the steps are given: called once per step, so clients must be cheap to look up
 */
export const stageHandler = <Scope>(stage: AnyStage, makeScope: (record: StageRecord, landingZone: LandingZone, heard: Heard) => Scope) => {
  const deployment = process.env.STAGE ?? 'dev';
  const measure = measuring(deployment, stage.name);
  const now = () => Date.now() / 1000;

  const handle = async (envelope: Envelope, context: Context): Promise<Outcome> => {
    const message = await withDecision(documentClient(), deployment, parseEnvelope(envelope));
    const zone = await landingZone();
    const { tenantId, eventId } = message.detail;
    const keys = { tenantId, stage: stage.name, event: message.name, eventId };
    workFor(keys);
    if (message.name === DriftCheckRequested.name) {
      return driftCheck(stage, deployment, (record, heard) => makeScope(record, zone, heard))(message.detail as never, context);
    }
    const stored = store(serviceName(deployment, stage.name));
    const metrics = stageMetrics(stage, measure, now, keys);
    const reports: Promise<void>[] = [];
    let generation = 0;
    const watched = observed(stage, keys, () => generation);
    const run = runner<Scope>(watched, {
      change: async (tenant, f) => {
        const changed = await stored(tenant, f);
        metrics.saved(changed[0]);
        ({ generation } = changed[0]);
        return changed;
      },
      publish: async (event, detail) => {
        await publish(event, advisedAt(detail, zone.config.runbookUrl));
        metrics.published(event, String(detail.step ?? ''));
        logger.info(`published ${event}`);
      },
      later: (again, seconds) => send(serviceName(deployment, stage.name), envelopeOf(envelope, again), seconds),
      progress: (progress) => {
        metrics.progressed(progress);
        logger.info(`${progress.direction} ${progress.step}: ${progress.state}`, { ...progress });
        reports.push(publishProgress(stage.name, advisedAt(progress, zone.config.runbookUrl)));
      },
      scope: (record, heard) => makeScope(record, zone, heard),
      id: ulid,
      now,
      remaining: () => context.getRemainingTimeInMillis() / 1000,
    });
    const outcome = await run(message);
    await Promise.all(reports);
    return outcome;
  };

  const deadLetter = async ({ body }: SQSRecord, failure: Failure): Promise<void> =>
    send(deadLetterQueueName(deployment, stage.name), body, 0, advisedAt(failure, await runbookUrl()));

  /** @returns whether the queue may forget the message */
  const takes = async (record: SQSRecord, envelope: Envelope, context: Context): Promise<boolean> => {
    const outcome = await handle(envelope, context);
    if (outcome.kind === 'stalled') await deadLetter(record, outcome.failure);
    if (outcome.kind !== 'again') return true;
    if (outcome.error) logger.error(outcome.reason, { error: outcome.error as Error });
    await showLater(record, outcome.seconds);
    return false;
  };
  /** An event of a newer release waits for the code that knows it. After a roll-back there is none: this release does not hear it. */
  const passesBy = async (record: SQSRecord, { message }: UnknownEvent): Promise<boolean> => {
    const isOver = isUnknownForGood(record);
    logger.warn(isOver ? `${message}: passed by` : `${message}: it waits`, { messageId: record.messageId });
    if (!isOver) await showLater(record, SECONDS_BETWEEN_LOOKS);
    return isOver;
  };
  const one = async (record: SQSRecord, context: Context): Promise<boolean> => {
    logger.resetKeys(); // another message's
    try {
      const envelope = JSON.parse(record.body) as Envelope;
      return await callingFor(tenantOf(envelope), () => takes(record, envelope, context));
    } catch (error) {
      if (error instanceof UnknownEvent) return await passesBy(record, error);
      logger.error('message failed', { error: error as Error, messageId: record.messageId });
      const reason = unreadable(error);
      if (reason) await deadLetter(record, reason);
      return reason !== undefined;
    }
  };

  return lambda<SQSEvent | Envelope, SQSBatchResponse>(async (event, context) => {
    if (!('Records' in event)) {
      const outcome = await callingFor(tenantOf(event), () => handle(event, context));
      if (outcome.kind === 'again') throw outcome.error ?? new Error(`try again in ${outcome.seconds} s: ${outcome.reason}`);
      return { batchItemFailures: [] };
    }
    const failed: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      if (!(await one(record, context))) failed.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures: failed };
  });
};

/**
 * The stage with each step traced, and its name on every log line and in the user agent of every call of AWS.
 * @param generation of the record when a step begins
 */
const observed = (stage: AnyStage, keys: Readonly<Record<string, string>>, generation: () => number): AnyStage =>
  withSteps(stage, (step): AnyStep => {
    const work = <T>(direction: 'ensure' | 'remove', run: () => Promise<T>): Promise<T> => {
      logger.appendKeys({ step: step.name });
      const stepId = `${stage.name}.${step.name}`;
      const about = { stepId, direction, generation: generation() };
      return callingFrom(about, () => traced(stepId, { ...keys, step: step.name, direction }, run));
    };
    return {
      ...step,
      ensure: (scope, needs, saved) => work('ensure', () => step.ensure(scope, needs, saved)),
      remove: (scope, heard, saved) => work('remove', () => step.remove(scope, heard, saved)),
    };
  });

const envelopeOf = (original: Envelope, message: Message): string => JSON.stringify({ ...original, wake: message.wake });

const publishProgress = (stage: string, { causedBy, tenantId, ...progress }: Progress): Promise<void> => {
  const at = new Date().toISOString();
  const eventId = `${tenantId}/${stage}/${progress.step}/${progress.generation}/${progress.state}/${at}`;
  return publish(StageProgressed.name, { ...progress, stage, tenantId, causedBy, at, eventId }).catch((error: unknown) =>
    logger.warn('progress not told', { error: error as Error }),
  );
};
