import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { StageProgressed } from '@tenantry/events-schema/stages';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ulid } from 'ulid';
import { callingFor } from './calling.ts';
import { type Envelope, parseEnvelope, tenantIn, unreadable } from './envelope.ts';
import type { Failure } from './errors.ts';
import { type LandingZone, landingZone } from './landing-zone.ts';
import { deadLetterQueueName, serviceName } from './names.ts';
import { publish } from './publish.ts';
import { send, showAgain } from './queue.ts';
import type { Message, StageRecord } from './record.ts';
import { type Outcome, type Progress, runner } from './runner.ts';
import type { AnyStage } from './stage.ts';
import { store } from './store.ts';

export const logger = new Logger();

/**
 * The Lambda handler of a stage: takes messages of its queue (partial batch responses) or one bare EventBridge event
 * (`sls invoke local`).
 * @param makeScope what the steps are given: called once per step, so clients must be cheap to look up
 */
export const stageHandler = <Scope>(stage: AnyStage, makeScope: (record: StageRecord, landingZone: LandingZone) => Scope) => {
  const deployment = process.env.STAGE ?? 'dev';

  const handle = async (envelope: Envelope, context: Context): Promise<Outcome> => {
    const message = parseEnvelope(envelope);
    const zone = await landingZone();
    logger.appendKeys({ tenantId: message.detail.tenantId, stage: stage.name, event: message.name, eventId: message.detail.eventId });
    const telling: Promise<void>[] = [];
    const run = runner<Scope>(stage, {
      change: store(serviceName(deployment, stage.name)),
      publish: async (event, detail) => {
        await publish(event, detail);
        logger.info(`published ${event}`);
      },
      later: (again, seconds) => send(serviceName(deployment, stage.name), envelopeOf(envelope, again), seconds),
      progress: (progress) => {
        logger.info(`${progress.direction} ${progress.step}: ${progress.state}`, { ...progress });
        telling.push(tell(stage.name, progress));
      },
      scope: (record) => makeScope(record, zone),
      id: ulid,
      now: () => Date.now() / 1000,
      remaining: () => context.getRemainingTimeInMillis() / 1000,
    });
    const outcome = await run(message);
    await Promise.all(telling);
    return outcome;
  };

  const one = async (record: SQSRecord, context: Context): Promise<boolean> => {
    const deadLetter = (failure: Failure) => send(deadLetterQueueName(deployment, stage.name), record.body, 0, failure);
    try {
      const outcome = await handle(JSON.parse(record.body) as Envelope, context);
      if (outcome.kind === 'stalled') await deadLetter(outcome.failure);
      if (outcome.kind !== 'again') return true;
      if (outcome.error) logger.error(outcome.reason, { error: outcome.error as Error });
      await backOff(record, outcome.seconds);
      return false;
    } catch (error) {
      logger.error('message failed', { error: error as Error, messageId: record.messageId });
      const reason = unreadable(error);
      if (reason) await deadLetter(reason);
      return reason !== undefined;
    }
  };

  return middy<SQSEvent | Envelope, SQSBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event: SQSEvent | Envelope, context: Context): Promise<SQSBatchResponse> => {
      if (!('Records' in event)) {
        const outcome = await callingFor(tenantIn(JSON.stringify(event)), () => handle(event, context));
        if (outcome.kind === 'again') throw outcome.error ?? new Error(`try again in ${outcome.seconds} s: ${outcome.reason}`);
        return { batchItemFailures: [] };
      }
      const failed: { itemIdentifier: string }[] = [];
      for (const record of event.Records) {
        const isDone = await callingFor(tenantIn(record.body), () => one(record, context));
        if (!isDone) failed.push({ itemIdentifier: record.messageId });
      }
      return { batchItemFailures: failed };
    });
};

const envelopeOf = (original: Envelope, message: Message): string => JSON.stringify({ ...original, wake: message.wake });

/** Back-off by visibility; a failure here only means that the queue's own timeout applies. */
const backOff = (record: SQSRecord, seconds: number): Promise<void> =>
  showAgain(record, seconds).catch((error: unknown) => logger.warn('visibility not changed', { error: error as Error }));
const tell = (stage: string, { causedBy, tenantId, ...progress }: Progress): Promise<void> => {
  const at = new Date().toISOString();
  const eventId = `${tenantId}/${stage}/${progress.step}/${progress.generation}/${progress.state}/${at}`;
  return publish(StageProgressed.name, { ...progress, stage, tenantId, causedBy, at, eventId }).catch((error: unknown) =>
    logger.warn('progress not told', { error: error as Error }),
  );
};
