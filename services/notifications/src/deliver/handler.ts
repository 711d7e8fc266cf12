import { callingFor } from '@tenantry/shared/aws/calling';
import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import { NOTIFICATIONS } from '@tenantry/shared/domain/notifications';
import { type Envelope, parseEnvelope, tenantOf, unreadable } from '@tenantry/shared/function/envelope';
import { lambda, logger, workFor } from '@tenantry/shared/function/lambda';
import { send } from '@tenantry/shared/function/queue';
import { showLater } from '@tenantry/shared/function/show-later';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Wake, wakened } from './attempt.ts';
import { heard } from './hear.ts';

const deployment = process.env.STAGE ?? 'dev';
/** Seconds after which a message that failed is looked at again. */
const AGAIN = 10;

/** Tells subscribers what happened. Takes messages of its queue, or one bare event (`invoke local`). */
export const main = lambda<SQSEvent | Envelope, SQSBatchResponse>(async (event) => {
  if (!('Records' in event)) {
    await hear(event);
    return { batchItemFailures: [] };
  }
  const failed: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    if (!(await take(record))) failed.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures: failed };
});

const hear = async (envelope: Envelope): Promise<void> => {
  const message = parseEnvelope(envelope);
  const { tenantId, eventId } = message.detail;
  workFor({ tenantId, event: message.name, eventId });
  await callingFor(tenantOf(envelope), () => heard(message, Date.now()));
};

/** @returns whether the queue may forget the message */
const take = async (record: SQSRecord): Promise<boolean> => {
  logger.resetKeys(); // another message's
  try {
    const body = JSON.parse(record.body) as unknown;
    const wake = Wake.safeParse(body);
    if (wake.success) await wakened(wake.data, Date.now());
    else await hear(body as Envelope);
    return true;
  } catch (error) {
    logger.error('message failed', { error: error as Error, messageId: record.messageId });
    const reason = unreadable(error);
    if (reason) await send(deadLetterQueueName(deployment, NOTIFICATIONS), record.body, 0, reason);
    else await showLater(record, AGAIN);
    return reason !== undefined;
  }
};
