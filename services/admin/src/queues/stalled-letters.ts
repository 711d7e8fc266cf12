import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { QUEUES, type QueueName } from '../infra/inventory.ts';
import { countMessages, deleteMessage, lookAt } from './dead-letters.ts';
import { inTurn } from './turn.ts';

/** As many as a function looks through before those that it has seen show again. */
const MOST = 1_000;
/** How often, and after how long, a queue is tried again at which somebody is: they are done in a moment. Milliseconds. */
const LOOKS = 12;
const PAUSE = 700;

const isQueue = (name: string): name is QueueName => (QUEUES as readonly string[]).includes(name);

/**
 * Deletes the dead letters by which a stage says that it stalled for a tenant, as far as they were sent before: a retry has been asked for
 * since, or the stage has come past it (design, rule 6). The queue's alarm ends by it, and the next letter alarms again. Letters of
 * another kind stay: no retry knows what their messages said. Done again, it finds nothing to do.
 * @param before ISO 8601, UTC: a letter that is sent later is news
 * @returns how many
 * @throws Error when somebody is at the queue all the time: it is tried again
 */
export const resolveStalledLetters = async (tenantId: string, stage: string, before: string): Promise<number> => {
  if (!isQueue(stage)) return 0;
  let resolved = 0;
  for (let looks = 1; looks <= LOOKS; looks++) {
    const { visible, hidden } = await countMessages(stage);
    if (visible + hidden === 0) return resolved;
    const turn = await inTurn(stage, randomUUID(), async () => {
      resolved += await deleteThose(stage, visible, (message) => isStalled(message, tenantId, before));
      return (await countMessages(stage)).hidden === 0;
    });
    if (turn?.done) return resolved;
    await setTimeout(PAUSE);
  }
  throw new Error(`somebody looks at the dead letters of ${stage} all the time: it is tried again`);
};

const deleteThose = async (queue: QueueName, visible: number, isMeant: (message: Message) => boolean): Promise<number> => {
  let deleted = 0;
  if (visible === 0) return deleted;
  await lookAt(
    queue,
    visible,
    async (message) => {
      if (!isMeant(message)) return false;
      await deleteMessage(queue, message);
      deleted += 1;
      return false;
    },
    MOST,
  );
  return deleted;
};

/** Stages say in an attribute that they stalled, and about whom in the event that they were at. */
const isStalled = ({ Body = '', Attributes = {}, MessageAttributes = {} }: Message, tenantId: string, before: string): boolean =>
  MessageAttributes.kind?.StringValue === 'stalled' &&
  Number(Attributes.SentTimestamp ?? 0) <= Date.parse(before) &&
  tenantOf(Body) === tenantId;

const tenantOf = (body: string): unknown => {
  try {
    return (JSON.parse(body) as { readonly detail?: { readonly tenantId?: unknown } }).detail?.tenantId;
  } catch {
    return undefined;
  }
};
