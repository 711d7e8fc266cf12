import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { ChangeMessageVisibilityCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import { StageProgressed } from '@tenantry/events-schema/stages';
import type { Context, EventBridgeEvent, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ulid } from 'ulid';
import { client } from './aws.ts';
import { describe, type Failure } from './errors.ts';
import { type LandingZone, landingZone } from './landing-zone.ts';
import { deadLetterQueueName, serviceName } from './names.ts';
import { definitionOf, publish } from './publish.ts';
import type { Detail, Message, StageRecord } from './record.ts';
import { type Outcome, type Progress, runner } from './runner.ts';
import type { AnyStage } from './stage.ts';
import { store } from './store.ts';

export const logger = new Logger();

/** What is on the queue: the EventBridge envelope, with the token when the stage woke itself. */
type Envelope = EventBridgeEvent<string, unknown> & { readonly 'replay-name'?: string; readonly wake?: string };

class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

/**
 * The Lambda handler of a stage: takes messages of its queue (partial batch responses) or one bare EventBridge event
 * (`sls invoke local`).
 * @param makeScope what the steps are given: called once per step, so clients must be cheap to look up
 */
export const stageHandler = <Scope>(stage: AnyStage, makeScope: (record: StageRecord, landingZone: LandingZone) => Scope) => {
  const deployment = process.env.STAGE ?? 'dev';

  const handle = async (envelope: Envelope, context: Context): Promise<Outcome> => {
    const message = parse(envelope);
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
      await showAgain(record, outcome.seconds);
      return false;
    } catch (error) {
      logger.error('message failed', { error: error as Error, messageId: record.messageId });
      if (error instanceof MalformedEvent || error instanceof SyntaxError) {
        await deadLetter({
          ...describe(error),
          code: 'MalformedEvent',
          advice: 'Repair the publisher; then discard this message, or send it again repaired.',
        });
        return true;
      }
      return false;
    }
  };

  return middy<SQSEvent | Envelope, SQSBatchResponse>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event: SQSEvent | Envelope, context: Context): Promise<SQSBatchResponse> => {
      if (!('Records' in event)) {
        const outcome = await handle(event, context);
        if (outcome.kind === 'again') throw outcome.error ?? new Error(`try again in ${outcome.seconds} s: ${outcome.reason}`);
        return { batchItemFailures: [] };
      }
      const failed: { itemIdentifier: string }[] = [];
      for (const record of event.Records) if (!(await one(record, context))) failed.push({ itemIdentifier: record.messageId });
      return { batchItemFailures: failed };
    });
};

const parse = (envelope: Envelope): Message => {
  try {
    const { data, error } = definitionOf(envelope['detail-type']).detail.safeParse(envelope.detail);
    if (error) throw new Error(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
    return {
      name: envelope['detail-type'],
      detail: data as unknown as Detail,
      ...(envelope['replay-name'] ? { replayName: envelope['replay-name'] } : {}),
      ...(envelope.wake ? { wake: envelope.wake } : {}),
    };
  } catch (cause) {
    throw new MalformedEvent(`${envelope['detail-type'] ?? 'event without a detail-type'}: ${(cause as Error).message}`, { cause });
  }
};
const envelopeOf = (original: Envelope, message: Message): string => JSON.stringify({ ...original, wake: message.wake });

const urls = new Map<string, string>();
const queueUrl = async (name: string): Promise<string> => {
  const known = urls.get(name);
  if (known) return known;
  const { QueueUrl } = await client(SQSClient).send(new GetQueueUrlCommand({ QueueName: name }));
  if (!QueueUrl) throw new Error(`no queue is called ${name}`);
  urls.set(name, QueueUrl);
  return QueueUrl;
};
const send = async (queue: string, body: string, seconds: number, failure?: Failure): Promise<void> => {
  const attributes = failure
    ? Object.fromEntries(
        Object.entries(failure).flatMap(([key, value]) =>
          typeof value === 'string' && value ? [[key, { DataType: 'String', StringValue: value.slice(0, 1024) }]] : [],
        ),
      )
    : undefined;
  await client(SQSClient).send(
    new SendMessageCommand({
      QueueUrl: await queueUrl(queue),
      MessageBody: body,
      DelaySeconds: seconds,
      ...(attributes ? { MessageAttributes: attributes } : {}),
    }),
  );
};
/** Back-off by visibility keeps the receive count; a failure here only means that the queue's own timeout applies. */
const showAgain = async (record: SQSRecord, seconds: number): Promise<void> => {
  const name = record.eventSourceARN.split(':').at(-1) ?? '';
  await client(SQSClient)
    .send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: await queueUrl(name),
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      }),
    )
    .catch((error: unknown) => logger.warn('visibility not changed', { error: error as Error }));
};
const tell = (stage: string, { causedBy, tenantId, ...progress }: Progress): Promise<void> => {
  const at = new Date().toISOString();
  const eventId = `${tenantId}/${stage}/${progress.step}/${progress.generation}/${progress.state}/${at}`;
  return publish(StageProgressed.name, { ...progress, stage, tenantId, causedBy, at, eventId }).catch((error: unknown) =>
    logger.warn('progress not told', { error: error as Error }),
  );
};
