import { type Envelope as DetailOfAll, envelope as EnvelopeOfAll } from '@tenantry/events-schema/event';
import { isSourceOf } from '@tenantry/events-schema/source';
import type { EventBridgeEvent, SQSRecord } from 'aws-lambda';
import { type Failure, failureOf } from '../failure/errors.ts';
import { type Detail, type Message, Undecided } from '../saga/record.ts';
import { definitionOf, isDefined } from './publish.ts';

/** What is on a queue: the EventBridge envelope, with the token when a stage woke itself. */
export type Envelope = EventBridgeEvent<string, unknown> & { readonly 'replay-name'?: string; readonly wake?: string };

/** Says which field is wrong. Belongs to the dead letters at once: no retry repairs it. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

/**
 * An event that this release does not know, from one of our services: one of the two is of a newer release. While services are deployed that
 * is over soon; after a roll-back it stays so.
 */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  readonly event: string;
  /** All that can be read of it. */
  readonly detail: DetailOfAll;
  constructor(event: string, detail: DetailOfAll) {
    super(`${event} is an event of a newer release`);
    this.event = event;
    this.detail = detail;
  }
}
/** How often a message with an unknown event is looked at, and how long is waited between: longer than a deployment of the services takes. */
const LOOKS = 8;
export const SECONDS_BETWEEN_LOOKS = 60;
/** Whether a deployment that was under way should be over: then this release stays. */
export const isUnknownForGood = ({ attributes }: SQSRecord): boolean => Number(attributes.ApproximateReceiveCount) >= LOOKS;

const refuseNewer = ({ source, 'detail-type': name, detail }: Envelope): void => {
  if (isDefined(name) || !/^tenantry\.[a-z]+(\.[a-z]+)?$/.test(source)) return;
  const { data } = EnvelopeOfAll.safeParse(detail);
  if (data?.eventId.startsWith(`${data.tenantId}/`)) throw new UnknownEvent(name, data);
};

/** Parses the envelope of a tenant's event through the event's schema. @throws MalformedEvent, UnknownEvent */
export const parseEnvelope = (envelope: Envelope): Message => {
  try {
    refuseNewer(envelope);
    const event = definitionOf(envelope['detail-type']);
    if (event.of !== 'tenant') throw new Error("the event is the deployment's, and no tenant's");
    const { data, error } = event.detail.safeParse(envelope.detail);
    if (error) throw new Error(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
    if (!isSourceOf(event, data, envelope.source)) throw new Error(`source: ${envelope.source} does not publish it`);
    if (!data.eventId.startsWith(`${data.tenantId}/`)) throw new Error(`eventId: it does not begin with the tenant, ${data.tenantId}/`);
    return {
      name: envelope['detail-type'],
      detail: data as unknown as Detail,
      ...(envelope['replay-name'] ? { replayName: envelope['replay-name'] } : {}),
      ...(envelope.wake ? { wake: envelope.wake } : {}),
    };
  } catch (cause) {
    if (cause instanceof UnknownEvent) throw cause;
    throw new MalformedEvent(`${envelope?.['detail-type'] ?? 'event without a detail-type'}: ${(cause as Error).message}`, { cause });
  }
};

/** Why a message can never be read, for its dead letter; undefined when the error is about something else. */
export const unreadable = (error: unknown): Failure | undefined =>
  error instanceof MalformedEvent || error instanceof SyntaxError || error instanceof Undecided
    ? {
        ...failureOf(error),
        code: 'MalformedEvent',
        advice:
          'Repair the publisher; then discard this message, or send it again repaired (docs/runbook.md#a-message-in-a-dead-letter-queue).',
      }
    : undefined;

/** Whose message it is, as far as a message that may be malformed says. */
export const tenantOf = (envelope: Envelope | null): string | undefined => {
  const { tenantId } = (envelope?.detail ?? {}) as { readonly tenantId?: unknown };
  return typeof tenantId === 'string' && /^[0-9A-Z]{26}$/.test(tenantId) ? tenantId : undefined;
};
