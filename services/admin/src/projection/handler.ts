import { TenantRequested } from '@tenantry/events-schema/admin';
import { AttentionHandled } from '@tenantry/events-schema/attention';
import { DriftCheckRequested, StageDriftChecked } from '@tenantry/events-schema/drift';
import { TenantOffboarded } from '@tenantry/events-schema/offboard';
import { StageProgressed } from '@tenantry/events-schema/stages';
import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import {
  type Envelope,
  isUnknownForGood,
  parseEnvelope,
  SECONDS_BETWEEN_LOOKS,
  UnknownEvent,
  unreadable,
} from '@tenantry/shared/function/envelope';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { send } from '@tenantry/shared/function/queue';
import { showLater } from '@tenantry/shared/function/show-later';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { announceAttention } from '../attention/announce.ts';
import { checkRepaired } from '../attention/check-repaired.ts';
import { resolveLetters } from '../attention/resolve.ts';
import { tellAttention } from '../attention/tell.ts';
import { forgetInAudit } from '../forget/audit.ts';
import { forget } from '../forget/forget.ts';
import { type Fact, factOf } from '../model/fact.ts';
import { forgottenFact, isForgotten } from '../model/forgotten.ts';
import { evolve, type TenantHistory } from '../model/history.ts';
import { requestOf } from '../model/view.ts';
import { claimAgain, giveBack } from '../table/claim.ts';
import { changeHistory, findHistory, keepEvent } from '../table/tenants.ts';

/** As long as the archive keeps events. Seconds. */
const PROGRESS_LIFETIME = 90 * 86_400;

/** Of no timeline: they come every day, and what they find is attention. */
const UNLISTED: readonly string[] = [DriftCheckRequested.name, StageDriftChecked.name];

interface Heard {
  readonly tenantId: string;
  readonly fact: Fact;
  /** Sent again from the archive. */
  readonly isReplayed: boolean;
}
interface Read {
  readonly record: SQSRecord;
  readonly heard: Heard;
}

interface Waiting {
  readonly waits: SQSRecord;
}

/** Keeps what events say of tenants: timeline and history. Takes messages of admin's queue, or one bare event (`invoke local`). */
export const main = lambda<SQSEvent | Envelope, SQSBatchResponse>(async (event) => {
  if (!('Records' in event)) {
    const heard = heardIn(event);
    await project(heard.tenantId, [heard]);
    return { batchItemFailures: [] };
  }
  const byTenant = new Map<string, Read[]>();
  const waiting: SQSRecord[] = [];
  for (const entry of await Promise.all(event.Records.map(read))) {
    if (entry && 'waits' in entry) waiting.push(entry.waits);
    else if (entry) byTenant.set(entry.heard.tenantId, [...(byTenant.get(entry.heard.tenantId) ?? []), entry]);
  }
  const failed = await Promise.all(
    [...byTenant].map(async ([tenantId, entries]) => {
      try {
        await project(
          tenantId,
          entries.map(({ heard }) => heard),
        );
        return [];
      } catch (error) {
        logger.error('events not kept', { error: error as Error, tenantId });
        return entries.map(({ record }) => ({ itemIdentifier: record.messageId }));
      }
    }),
  );
  return { batchItemFailures: [...failed.flat(), ...waiting.map(({ messageId: itemIdentifier }) => ({ itemIdentifier }))] };
});

const heardIn = (envelope: Envelope): Heard => {
  const { name, detail, replayName } = parseEnvelope(envelope);
  return { tenantId: detail.tenantId, fact: factOf(name, detail), isReplayed: replayName !== undefined };
};

/** What a message says; undefined for one that is done: a malformed one goes to the dead letters with its reason. */
const read = async (record: SQSRecord): Promise<Read | Waiting | undefined> => {
  try {
    return { record, heard: heardIn(JSON.parse(record.body) as Envelope) };
  } catch (error) {
    if (error instanceof UnknownEvent) return await readNewer(record, error);
    const reason = unreadable(error);
    if (!reason) throw error;
    logger.error('malformed event', { error: error as Error, messageId: record.messageId });
    await send(deadLetterQueueName(process.env.STAGE ?? 'dev', 'admin'), record.body, 0, reason);
    return undefined;
  }
};

/**
 * An event of a newer release waits for the code that knows it. After a roll-back there is none: the timeline names it, without details,
 * since nobody knows what of them is personal; a replay tells the rest once that release is deployed again.
 */
const readNewer = async (record: SQSRecord, { event, detail, message }: UnknownEvent): Promise<Waiting | undefined> => {
  logger.warn(message, { messageId: record.messageId, tenantId: detail.tenantId });
  if (isUnknownForGood(record)) return void (await keepEvent(detail.tenantId, factOf(event, detail), undefined));
  await showLater(record, SECONDS_BETWEEN_LOOKS);
  return { waits: record };
};

/** Keeps the facts, each once, and what follows from them. */
const project = async (tenantId: string, heard: readonly Heard[]): Promise<void> => {
  const facts = heard.map(({ fact }) => fact);
  const history = await keep(tenantId, heard, facts);
  // People hear of what happens now, and once all of it is kept: what fails before is tried again without a second message.
  const news = heard.filter(({ isReplayed }) => !isReplayed).map(({ fact }) => fact);
  await checkRepaired(history, news);
  await resolveLetters(tenantId, news);
  await announceAttention(history, news);
};

const keep = async (tenantId: string, heard: readonly Heard[], facts: readonly Fact[]): Promise<TenantHistory> => {
  const expiresAt = Math.floor(Date.now() / 1000) + PROGRESS_LIFETIME;
  const known = await findHistory(tenantId);
  // A replay repeats what was said of people before the tenant was gone.
  const kept = known && isForgotten(known) ? facts.map(forgottenFact) : facts;
  const listed = kept.filter(({ name }) => !UNLISTED.includes(name));
  await Promise.all(listed.map((fact) => keepEvent(tenantId, fact, fact.name === StageProgressed.name ? expiresAt : undefined)));
  const history = await changeHistory(tenantId, (before) => facts.reduce(evolve, before));
  // A replay passes through what was long ago: the heartbeat says what is left of it.
  if (!heard.some(({ isReplayed }) => isReplayed)) await tellAttention(history, Date.now());
  const request = requestOf(history);
  if (!isForgotten(history)) {
    if (request && facts.some(({ name }) => name === TenantRequested.name)) await claimAgain(tenantId, request);
    return history;
  }
  if (request) await giveBack(tenantId, request);
  // Also when the tenant went while these were kept as they came.
  if (kept === facts || facts.some(({ name }) => name === TenantOffboarded.name)) await forget(history);
  // That a rollback is acknowledged is asked for after its tenant is gone, and has a line of the audit then.
  else if (facts.some(({ name }) => name === AttentionHandled.name)) await forgetInAudit(tenantId, Math.floor(Date.now() / 1000));
  return history;
};
