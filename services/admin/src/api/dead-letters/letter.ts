import type { Message } from '@aws-sdk/client-sqs';
import type { DeadLetter } from '../../contract/dead-letters.ts';
import { summaryOf } from './groups.ts';
import { repairerOf } from './repair.ts';

const RUNBOOK = 'docs/runbook.md#a-message-in-a-dead-letter-queue';
interface Reason {
  readonly kind: DeadLetter['kind'];
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

const json = (body: string): unknown => {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
};
type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Why the message is here: stages say it in attributes, EventBridge in others, and SQS says nothing. */
const reasonOf = (attributes: Readonly<Record<string, string>>): Reason => {
  const { kind, code = '', message = '', advice = '' } = attributes;
  if (code === 'MalformedEvent') return { kind: 'malformed', code, message, advice };
  if (kind || code) return { kind: 'stalled', code, message, advice };
  if (attributes.ERROR_CODE || attributes.RULE_ARN) {
    return {
      kind: 'undelivered',
      code: attributes.ERROR_CODE ?? 'NotDelivered',
      message: attributes.ERROR_MESSAGE ?? 'EventBridge could not hand the event to the queue',
      advice: `Repair the queue's policy or key, then redrive (${RUNBOOK}).`,
    };
  }
  return {
    kind: 'exhausted',
    code: 'ReceivedTooOften',
    message: 'SQS gave the message up: the function failed before it could say why',
    advice: `Read the function's log; when the cause is gone, redrive (${RUNBOOK}).`,
  };
};

/** A message of a dead-letter queue, for people. Pure. */
export const letterOf = (queue: string, { MessageId = '', Body = '', Attributes = {}, MessageAttributes = {} }: Message): DeadLetter => {
  const attributes = Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]));
  const body = json(Body);
  const envelope = fieldsOf(body);
  const detail = fieldsOf(envelope.detail);
  const [event, tenantId, eventId] = [text(envelope['detail-type']), text(detail.tenantId), text(detail.eventId)];
  const { step, call } = attributes;
  const reason = reasonOf(attributes);
  const repairedBy = repairerOf({ kind: reason.kind, event, body });
  const letter = {
    queue,
    messageId: MessageId,
    sentAt: new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString(),
    receives: Number(Attributes.ApproximateReceiveCount ?? 0),
    ...(tenantId ? { tenantId } : {}),
    ...(event ? { event } : {}),
    ...(eventId ? { eventId } : {}),
    ...(step ? { step } : {}),
    ...(call ? { call } : {}),
    ...reason,
    ...(repairedBy ? { repairedBy } : {}),
    body,
  };
  return { ...letter, summary: summaryOf(letter) };
};
