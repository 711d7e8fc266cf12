import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { RecordsErased } from '@tenantry/events-schema/admin';
import type { DetailOf } from '@tenantry/events-schema/event';
import { type AccountClosed, ErasureCertified } from '@tenantry/events-schema/offboard';
import { RECORDS } from '@tenantry/landing-zone/policies/offboard';
import { callingFor } from '@tenantry/shared/aws/calling';
import { client } from '@tenantry/shared/aws/client';
import { documentClient } from '@tenantry/shared/aws/document-client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { deadLetterQueueName, decisionsTableName } from '@tenantry/shared/domain/names';
import { type Envelope, parseEnvelope, tenantOf, unreadable } from '@tenantry/shared/function/envelope';
import { lambda, logger, workFor } from '@tenantry/shared/function/lambda';
import { publish } from '@tenantry/shared/function/publish';
import { send, showAgain } from '@tenantry/shared/function/queue';
import type { Detail, Message } from '@tenantry/shared/saga/record';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { withoutReason } from '../decide/decision.ts';
import { decisionsIn } from '../decide/decisions.ts';
import { certificateOf } from './certificate.ts';
import { tablesWithPeople } from './erased.ts';
import type { ErasureFacts } from './facts.ts';
import { CERTIFY_QUEUE, certificateKeyAlias } from './key-alias.ts';
import { certificatesIn } from './publication.ts';
import { signerIn } from './signer.ts';

const deployment = process.env.STAGE ?? 'dev';
/** Stages make their tombstones when they hear the tenant's last event, within seconds. Seconds until the next look. */
const AGAIN = 5;

/** Not every table is a tombstone yet. */
class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** Certifies that a tenant's people are forgotten. Takes messages of its queue, or one bare event (`invoke local`). */
export const main = lambda<SQSEvent | Envelope, SQSBatchResponse>(async (event) => {
  if (!('Records' in event)) {
    await callingFor(tenantOf(event), () => hear(parseEnvelope(event)));
    return { batchItemFailures: [] };
  }
  const failed: { itemIdentifier: string }[] = [];
  for (const record of event.Records) {
    if (!(await take(record))) failed.push({ itemIdentifier: record.messageId });
  }
  return { batchItemFailures: failed };
});

const hear = async (message: Message): Promise<void> => {
  const { tenantId, eventId } = message.detail;
  workFor({ tenantId, event: message.name, eventId });
  const { config } = await landingZone();
  const signer = signerIn(client(KMSClient), certificateKeyAlias(deployment));
  const certificates = certificatesIn(
    client(S3Client, { bucketOwner: config.accounts.superAdmin }),
    evidenceBucketName(deployment, config.accounts.superAdmin),
    signer,
  );
  const now = new Date().toISOString();
  const facts = message.name === RecordsErased.name ? await erasure(message.detail, now) : await closed(message.detail);
  if (!facts) return;
  const certificate = certificateOf({ ...facts, config }, (await signer.publicKey()).sha256, now);
  const published = await certificates.publish(certificate);
  await publish(ErasureCertified.name, {
    tenantId,
    eventId: `${tenantId}/offboard/${ErasureCertified.name}/${facts.said.closing?.state ?? 'none'}`,
    causedBy: eventId,
    at: now,
    certificate: published,
    completeOn: certificate.completeOn,
  });
  logger.info(`published ${ErasureCertified.name}`, { completeOn: certificate.completeOn });

  /** The account of a certified tenant is closed at last: the certificate is issued again, with its date. */
  async function closed(detail: Detail): Promise<Omit<ErasureFacts, 'config'> | undefined> {
    const { closedAt } = detail as Detail & Pick<DetailOf<typeof AccountClosed>, 'closedAt'>;
    const before = await certificates.find(tenantId);
    if (before?.closing?.state !== 'queued') return undefined;
    return { tenantId, deployment, erasedAt: before.erasedAt, said: { ...before, closing: { state: 'closed', at: closedAt } } };
  }
};

/** @throws NotYet while a table still knows somebody */
const erasure = async (detail: Detail, now: string): Promise<Omit<ErasureFacts, 'config'>> => {
  const { tenantId } = detail;
  const table = documentClient();
  await decisionsIn(table, decisionsTableName(deployment))(tenantId, withoutReason);
  const known = await tablesWithPeople(table, deployment, tenantId, RECORDS);
  if (known.length > 0) throw new NotYet(`${known.join(', ')} ${known.length === 1 ? 'is' : 'are'} no tombstone yet`);
  return { tenantId, deployment, erasedAt: now, said: detail as unknown as DetailOf<typeof RecordsErased> };
};

/** @returns whether the message is done with */
const take = async (record: SQSRecord): Promise<boolean> => {
  logger.resetKeys(); // another message's
  try {
    const envelope = JSON.parse(record.body) as Envelope;
    await callingFor(tenantOf(envelope), () => hear(parseEnvelope(envelope)));
    return true;
  } catch (error) {
    if (error instanceof NotYet) {
      logger.info(`waits: ${error.message}`);
      await showAgain(record, AGAIN);
      return false;
    }
    logger.error('message failed', { error: error as Error, messageId: record.messageId });
    const reason = unreadable(error);
    if (reason) await send(deadLetterQueueName(deployment, CERTIFY_QUEUE), record.body, 0, reason);
    return reason !== undefined;
  }
};
