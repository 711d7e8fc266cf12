import { setTimeout as sleep } from 'node:timers/promises';
import { type CloudFormationClient, DescribeStacksCommand, paginateDescribeStackEvents, type Stack } from '@aws-sdk/client-cloudformation';
import { atWorkIn, lastEventsIn, nextStepOf, type StackEvent } from '@tenantry/shared/aws/stack-status';

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const FIRST_POLL = 200;
const LAST_POLL = 3_000;
/** A person wonders after half a minute. Milliseconds. */
const TELL_EVERY = 30_000;

/** One stack, looked at with one account's client. */
export interface Watch {
  readonly client: CloudFormationClient;
  readonly name: string;
  readonly log: (line: string) => void;
  /** Milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  readonly now: () => number;
}
export const watchOf = (client: CloudFormationClient, name: string, log: (line: string) => void = () => {}): Watch => ({
  client,
  name,
  log,
  pause: sleep,
  now: Date.now,
});

/** The events of the last operation on the stack, newest first. */
export const lastEvents = ({ client, name }: Watch): Promise<readonly StackEvent[]> =>
  lastEventsIn(paginateDescribeStackEvents({ client }, { StackName: name }));

/** The stack as it is; undefined when there is none. */
export const stackOf = async (client: CloudFormationClient, StackName: string): Promise<Stack | undefined> => {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no separate code for this.
    if (/does not exist/i.test(messageOf(error))) return undefined;
    throw error;
  }
};

/** The stack when nothing is in progress, which is logged every half a minute; undefined when there is none. */
export const settled = async (watch: Watch): Promise<Stack | undefined> => {
  const { client, name, log, pause, now } = watch;
  const began = now();
  let told = began;
  for (let wait = FIRST_POLL; ; wait = Math.min(LAST_POLL, wait * 1.5)) {
    const stack = await stackOf(client, name);
    if (nextStepOf(stack?.StackStatus) !== 'wait') return stack;
    if (now() - told >= TELL_EVERY) {
      told = now();
      const atWork = atWorkIn(await lastEvents(watch)).join(', ') || 'CloudFormation';
      log(`stack ${name}: ${stack?.StackStatus} for ${Math.round((told - began) / 1000)} s, waiting for ${atWork}`);
    }
    await pause(wait);
  }
};
