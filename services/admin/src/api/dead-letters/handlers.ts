import { setTimeout } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { serviceName } from '@tenantry/shared/domain/names';
import { type Envelope, parseEnvelope } from '@tenantry/shared/function/envelope';
import { send } from '@tenantry/shared/function/queue';
import type { DeadLetter } from '../../contract/dead-letters.ts';
import { QUEUES, type QueueName } from '../../infra/inventory.ts';
import { requestOf } from '../../model/view.ts';
import { fieldsProblem, Problem } from '../../problem/problem.ts';
import { countMessages, deleteMessage, lookAt } from '../../queues/dead-letters.ts';
import { inTurn, isTaken } from '../../queues/turn.ts';
import { withTenantNames } from '../../table/tenant-names.ts';
import { findHistory } from '../../table/tenants.ts';
import type { Caller } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { publishRetry } from '../tenants/retry.ts';
import { groupsOf } from './groups.ts';
import { letterOf } from './letter.ts';
import { repairedBy } from './repair.ts';

const isQueue = (name: string): name is QueueName => (QUEUES as readonly string[]).includes(name);
export const queueNamed = (name: string): QueueName => {
  if (!isQueue(name)) throw new Problem(404, 'no-such-queue', `There is no queue ${name}: known are ${QUEUES.join(', ')}.`);
  return name;
};

export const getDeadLetters: Handler<'GET /dead-letters'> = async ({ query: { queue } }) => {
  if (queue !== undefined && !isQueue(queue)) {
    throw fieldsProblem(400, 'query-invalid', [
      { field: 'query queue', problem: `no queue ${queue}`, fix: `Known are ${QUEUES.join(', ')}.` },
    ]);
  }
  const found = await Promise.all((queue === undefined ? QUEUES : [queue]).map(lettersOf));
  const letters = await withTenantNames(found.flatMap((one) => one.letters).sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1)));
  return {
    answer: {
      letters,
      groups: [...groupsOf(letters)],
      queues: found.map((one) => ({ queue: one.queue, messages: one.messages })),
      isComplete: found.every((one) => one.letters.length >= one.messages),
    },
  };
};

const lettersOf = async (queue: QueueName) => {
  const { visible, hidden } = await countMessages(queue);
  const letters = new Map<string, DeadLetter>();
  if (visible > 0 && !(await isTaken(queue))) {
    await lookAt(queue, visible, async (message) => {
      letters.set(message.MessageId ?? '', letterOf(queue, message));
      return false;
    });
  }
  return { queue, messages: visible + hidden, letters: [...letters.values()] };
};

/** Looks for a message, and does something with it while it is hidden from others. */
const look = async <T>(queue: QueueName, messageId: string, work: (letter: DeadLetter, message: Message) => Promise<T>) => {
  const { visible, hidden } = await countMessages(queue);
  const found: T[] = [];
  if (visible > 0) {
    await lookAt(queue, visible, async (message) => {
      if (message.MessageId !== messageId || found.length > 0) return found.length > 0;
      found.push(await work(letterOf(queue, message), message));
      return true;
    });
  }
  return { found: found[0], isHidden: hidden > 0 };
};

const inUse = (queue: QueueName): Problem =>
  new Problem(409, 'queue-in-use', `Somebody looks at the dead letters of ${queue} at this moment: repeat it in half a minute.`, {
    headers: { 'retry-after': '30' },
  });
const noLetter = (queue: QueueName, messageId: string): Problem =>
  new Problem(404, 'no-such-letter', `${queue} has no dead letter ${messageId}: it was redriven or discarded, or was never there.`);

/** How often, and after how long, a message is looked for that others hide: they give it back when they have looked. Milliseconds. */
const LOOKS = 12;
const PAUSE = 700;

/**
 * Finds a message and acts on it, while nobody else begins to look at its queue.
 * @throws Problem 404; 409 when somebody else acts on a letter of the queue
 */
const onLetter = async <T>(
  queue: QueueName,
  { messageId, owner }: { readonly messageId: string; readonly owner: string },
  work: (letter: DeadLetter, message: Message) => Promise<T>,
): Promise<T> => {
  const turn = await inTurn(queue, owner, async () => {
    for (let looks = 1; ; looks++) {
      const { found, isHidden } = await look(queue, messageId, work);
      if (found !== undefined) return found;
      if (!isHidden) throw noLetter(queue, messageId);
      if (looks === LOOKS) throw inUse(queue);
      await setTimeout(PAUSE);
    }
  });
  if (!turn) throw inUse(queue);
  return turn.done;
};

export const getDeadLetter: Handler<'GET /dead-letters/{queue}/{messageId}'> = async ({ path: { queue: name, messageId } }) => {
  const queue = queueNamed(name);
  if (await isTaken(queue)) throw inUse(queue);
  const { found, isHidden } = await look(queue, messageId, async (letter) => letter);
  if (!found) throw isHidden ? inUse(queue) : noLetter(queue, messageId);
  const [letter = found] = await withTenantNames([found]);
  return { answer: letter };
};

export const postRedrive: Handler<'POST /dead-letters/{queue}/{messageId}/redrive'> = async ({ path, body, note, caller, context }) => {
  const queue = queueNamed(path.queue);
  const outcome = await onLetter(queue, { messageId: path.messageId, owner: context.awsRequestId }, async (letter, message) => {
    if (letter.tenantId) note({ tenantId: letter.tenantId });
    if (!body.detail) return sentAgain(queue, letter, message, caller);
    const repair = await repairedBy(caller, letter, { detail: body.detail, confirm: body.confirm }, nameOf);
    note({ tenantId: repair.tenantId, changes: repair.changes });
    await send(serviceName(process.env.STAGE ?? 'dev', queue), repair.body, 0);
    await deleteMessage(queue, message);
    return `went back to the queue of ${queue}, repaired`;
  });
  return { answer: { ...path, outcome } };
};

/**
 * A letter as it is, to those who worked on it.
 * @returns what became of it, for people
 * @throws Problem 409 for one that still fits no schema: it would be back at once
 */
export const sentAgain = async (queue: QueueName, letter: DeadLetter, message: Message, caller: Caller): Promise<string> => {
  if (letter.kind === 'stalled' && letter.tenantId) {
    // The stage knows this message: it would start nothing. A retry does.
    await publishRetry(letter.tenantId, queue, `redrive-${letter.messageId}`, caller);
    await deleteMessage(queue, message);
    return `stage ${queue} was asked to try again for ${letter.tenantId}`;
  }
  if (letter.kind === 'malformed' && !fits(letter.body)) {
    throw new Problem(409, 'still-malformed', `${letter.summary}. It would be given up again: repair it, or discard it.`);
  }
  await send(serviceName(process.env.STAGE ?? 'dev', queue), message.Body ?? '', 0);
  await deleteMessage(queue, message);
  return `went back to the queue of ${queue}`;
};

const fits = (body: unknown): boolean => {
  try {
    parseEnvelope(body as Envelope);
    return true;
  } catch {
    return false;
  }
};

/** Deletes a letter. @returns what became of it, for people */
export const discarded = async (queue: QueueName, message: Message): Promise<string> => {
  await deleteMessage(queue, message);
  return 'discarded';
};

/** What a person calls the tenant; its id where nothing is known of it. */
const nameOf = async (tenantId: string): Promise<string> => {
  const history = await findHistory(tenantId);
  return (history && requestOf(history)?.slug) ?? tenantId;
};

export const postDiscard: Handler<'POST /dead-letters/{queue}/{messageId}/discard'> = async ({ path, note, context }) => {
  const queue = queueNamed(path.queue);
  const outcome = await onLetter(queue, { messageId: path.messageId, owner: context.awsRequestId }, async (letter, message) => {
    const what = [letter.event ?? 'no event', letter.code, letter.message].join(': ').slice(0, 400);
    note({ ...(letter.tenantId ? { tenantId: letter.tenantId } : {}), target: `${path.queue}/${path.messageId} (${what})` });
    return discarded(queue, message);
  });
  return { answer: { ...path, outcome } };
};
