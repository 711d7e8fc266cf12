import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { StageFailed, StageStalled } from '@tenantry/events-schema/stages';
import { callingFor } from '@tenantry/shared/aws/calling';
import { documentClient } from '@tenantry/shared/aws/document-client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { deadLetterQueueName, decisionsTableName } from '@tenantry/shared/domain/names';
import { type Envelope, parseEnvelope, tenantOf, unreadable } from '@tenantry/shared/function/envelope';
import { lambda, logger, workFor } from '@tenantry/shared/function/lambda';
import { publish } from '@tenantry/shared/function/publish';
import { send } from '@tenantry/shared/function/queue';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { stateOf } from '../closing/close-accounts.ts';
import { organizationsOf } from '../scope.ts';
import { decide, mayBeClosed, published, toPublish, withClosedAccount } from './decision.ts';
import { decisionsIn } from './decisions.ts';
import { DECIDE_QUEUE } from './queue-name.ts';

const deployment = process.env.STAGE ?? 'dev';

/** Decides whether a tenant goes back. Takes messages of its queue, or one bare event (`invoke local`). */
export const main = lambda<SQSEvent | Envelope, SQSBatchResponse>(async (event) => {
  if (!('Records' in event)) {
    await callingFor(tenantOf(event), () => hear(event));
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
  const change = decisionsIn(documentClient(), decisionsTableName(deployment));
  // Decided and saved first: a crash before the event went out publishes the same one again.
  let decision = await change(tenantId, (before) => decide(before, message, new Date().toISOString()));
  if (mayBeClosed(decision, message) && (await isClosed(decision.accountId ?? '', message.name === StageStalled.name))) {
    decision = await change(tenantId, (before) => withClosedAccount(before, new Date().toISOString()));
  }
  if (message.name === StageFailed.name && !decision.offboarding) {
    logger.warn('a stage of a tenant that was ready failed: nothing is taken back');
  }
  const detail = toPublish(decision);
  if (!detail) return;
  await publish(TenantOffboarding.name, detail);
  await change(tenantId, (before) => published(before, detail.eventId));
  // Not the reason: people type names, and logs outlast a tenant.
  logger.info(`published ${TenantOffboarding.name}`, { causedBy: detail.causedBy, rolledBack: detail.rolledBack });
};

/** Asks Organizations. Its outage holds up no decision: the stage that stalls on a closed account has it asked again. */
const isClosed = async (accountId: string, isStalled: boolean): Promise<boolean> => {
  try {
    return (await stateOf(organizationsOf(await landingZone()), accountId)) === 'CLOSED';
  } catch (error) {
    if (isStalled) throw error;
    logger.warn('Organizations does not say whether the account is closed', { accountId, error: error as Error });
    return false;
  }
};

/** @returns whether the message is done with */
const take = async (record: SQSRecord): Promise<boolean> => {
  logger.resetKeys(); // another message's
  try {
    const envelope = JSON.parse(record.body) as Envelope;
    await callingFor(tenantOf(envelope), () => hear(envelope));
    return true;
  } catch (error) {
    logger.error('message failed', { error: error as Error, messageId: record.messageId });
    const reason = unreadable(error);
    if (reason) await send(deadLetterQueueName(deployment, DECIDE_QUEUE), record.body, 0, reason);
    return reason !== undefined;
  }
};
