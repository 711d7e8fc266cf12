import { QUEUES, type QueueName } from '../infra/inventory.ts';
import { countMessages, deleteMessage, lookAt } from '../queues/dead-letters.ts';

/** As many as a function looks through before those that it has seen show again. More of them are forgotten by SQS, after 14 days. */
const MOST = 1_000;

/**
 * Discards what dead-letter queues hold of a tenant that is gone: nothing can be repaired any more.
 * @returns how many
 * @throws Error while somebody else looks at a queue, to whom its messages show
 */
export const discardLetters = async (tenantId: string): Promise<number> => {
  const discarded = await Promise.all(QUEUES.map((queue) => discardIn(queue, tenantId)));
  return discarded.reduce((sum, count) => sum + count, 0);
};

const discardIn = async (queue: QueueName, tenantId: string): Promise<number> => {
  const { visible, hidden } = await countMessages(queue);
  let discarded = 0;
  const discard = async (message: Parameters<typeof deleteMessage>[1]): Promise<boolean> => {
    // Its body may be malformed: only that it names the tenant counts.
    if (!message.Body?.includes(tenantId)) return false;
    await deleteMessage(queue, message);
    discarded += 1;
    return false;
  };
  if (visible > 0) await lookAt(queue, visible, discard, MOST);
  if (hidden > 0) throw new Error(`somebody looks at ${hidden} dead letters of ${queue}: it is tried again`);
  return discarded;
};
