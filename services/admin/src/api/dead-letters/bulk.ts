import type { Message } from '@aws-sdk/client-sqs';
import type { DeadLetter } from '../../contract/dead-letters.ts';
import type { BodyOf } from '../../contract/routes.ts';
import type { QueueName } from '../../infra/inventory.ts';
import { Problem } from '../../problem/problem.ts';
import { countMessages, lookAt } from '../../queues/dead-letters.ts';
import { inTurn } from '../../queues/turn.ts';
import type { Call, Handler } from '../request/call.ts';
import { discarded, queueNamed, sentAgain } from './handlers.ts';
import { letterOf } from './letter.ts';

type Named = BodyOf<'POST /dead-letters/discard'>['letters'][number];
type Work = (queue: QueueName, letter: DeadLetter, message: Message) => Promise<string>;
/** Characters that a line of the audit takes. */
const MOST = 400;

/** Acts on letters, one queue after the other, each looked through once. What one refuses does not keep the others. */
const onLetters = async (letters: readonly Named[], owner: string, work: Work) => {
  const done: (Named & { readonly outcome: string })[] = [];
  const refused: (Named & { readonly problem: string })[] = [];
  for (const name of new Set(letters.map(({ queue }) => queue))) {
    const queue = queueNamed(name);
    const left = new Map(letters.filter((one) => one.queue === name).map((one) => [one.messageId, one]));
    const { visible, hidden } = await countMessages(queue);
    const turn = await inTurn(queue, owner, () =>
      lookAt(queue, visible, async (message) => {
        const one = left.get(message.MessageId ?? '');
        if (!one) return left.size === 0;
        left.delete(one.messageId);
        try {
          done.push({ ...one, outcome: await work(queue, letterOf(queue, message), message) });
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          refused.push({ ...one, problem: error.message });
        }
        return left.size === 0;
      }),
    );
    const problem =
      !turn || hidden > 0 ? 'Somebody looks at the queue at this moment: repeat it in half a minute.' : 'It is not there any more.';
    refused.push(...[...left.values()].map((one) => ({ ...one, problem })));
  }
  return { done, refused };
};

const note = (call: Pick<Call<'POST /dead-letters/discard'>, 'note' | 'body'>): void => {
  const { letters } = call.body;
  const named = letters.map(({ queue, messageId }) => `${queue}/${messageId}`).join(', ');
  call.note({ target: `${letters.length} letters: ${named}`.slice(0, MOST) });
};

export const postRedriveMany: Handler<'POST /dead-letters/redrive'> = async (call) => {
  note(call);
  return {
    answer: await onLetters(call.body.letters, call.context.awsRequestId, (queue, letter, message) =>
      sentAgain(queue, letter, message, call.caller),
    ),
  };
};

export const postDiscardMany: Handler<'POST /dead-letters/discard'> = async (call) => {
  note(call);
  return { answer: await onLetters(call.body.letters, call.context.awsRequestId, (queue, _letter, message) => discarded(queue, message)) };
};
