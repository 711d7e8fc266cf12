import { GetQueueAttributesCommand, ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { pause } from '../../laptop/demo/pause.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { superAdminClients, type TestedLaptop } from './tested-laptop.ts';

/** A message that was given up. */
interface DeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly body: string;
  /** Why, as its attributes say: code and message. */
  readonly reason: string;
}
export interface Letters {
  /** The dead letters of a tenant. */
  readonly of: (tenantId: string) => Promise<readonly DeadLetter[]>;
  /** Waits until no queue holds a message, visible, delayed or in flight. Answers what is still there when the time is over. */
  readonly drained: () => Promise<readonly string[]>;
}

const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'] as const;
const POLL_MS = 500;
/** A killed worker's message, and a message that found the record leased, come again within this time (shared/src/saga/runner.ts). Milliseconds. */
const DRAIN_MS = 120_000;

export const lettersOn = async (laptop: TestedLaptop): Promise<Letters> => {
  const sqs = superAdminClients(laptop)(SQSClient);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `tenantry-${LAPTOP_DEPLOYMENT}-`, MaxResults: 100 }));
  const nameOf = (url: string): string => url.split('/').at(-1) ?? '';
  const dead = QueueUrls.filter((url) => url.endsWith('-dlq'));
  const alive = QueueUrls.filter((url) => !url.endsWith('-dlq'));

  // Read without receiving: who watches the laptop finds them, too.
  const peek = async (QueueUrl: string): Promise<readonly DeadLetter[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 0 }),
    );
    return Messages.map(({ MessageId = '', Body = '', MessageAttributes = {} }) => ({
      id: MessageId,
      queue: nameOf(QueueUrl),
      body: Body,
      reason: ['code', 'message'].map((name) => MessageAttributes[name]?.StringValue ?? '').join(': '),
    }));
  };
  const held = async (QueueUrl: string): Promise<number> => {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }));
    return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
  };

  const known = new Map<string, DeadLetter>();
  return {
    of: async (tenantId) => {
      for (const letter of (await Promise.all(dead.map(peek))).flat()) known.set(letter.id, letter);
      return [...known.values()].filter(({ body }) => body.includes(tenantId));
    },
    drained: async () => {
      const until = Date.now() + DRAIN_MS;
      for (;;) {
        const counts = await Promise.all(alive.map(async (url) => ({ name: nameOf(url), count: await held(url) })));
        const left = counts.filter(({ count }) => count > 0);
        if (left.length === 0 || Date.now() > until) return left.map(({ name, count }) => `${count} in ${name}`);
        await pause(POLL_MS);
      }
    },
  };
};
