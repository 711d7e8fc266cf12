import type { Inventory } from './inventory.ts';
import { type JournalTap, tapJournal } from './journal-tap.ts';
import { type Lives, livesOn } from './lives.ts';
import { type Letters, lettersOn } from './messages.ts';
import { unresolvedRefusals } from './refusals.ts';
import type { TestedLaptop } from './tested-laptop.ts';

/** What all lives share, before it is known what a ready tenant has. */
export interface BareGround {
  readonly laptop: TestedLaptop;
  readonly lives: Lives;
  readonly tap: JournalTap;
  readonly letters: Letters;
}
/** What a run of cases or rows shares. */
export interface Ground extends BareGround {
  /** What a ready tenant has to whom nothing happened. */
  readonly expected: Inventory | Promise<Inventory>;
}

/** Its tap runs until it is stopped. */
export const groundOn = async (laptop: TestedLaptop): Promise<BareGround> => ({
  laptop,
  lives: livesOn(laptop),
  letters: await lettersOn(laptop),
  tap: await tapJournal(laptop.running),
});

/**
 * At the end of a life, after which its calls are forgotten: refusals taken for success, and messages that were given up.
 * @param meant the dead-letter queues in which a message of this tenant has to be
 */
export const endOfLife = async (
  { tap, letters }: Pick<BareGround, 'tap' | 'letters'>,
  tenantId: string,
  meant: readonly string[] = [],
): Promise<readonly string[]> => {
  const refused = unresolvedRefusals(await tap.of(tenantId));
  const dead = (await letters.of(tenantId)).filter(({ queue }) => !meant.includes(queue));
  tap.forget(tenantId);
  return [
    ...refused.map((one) => `refused and never done: ${one}`),
    ...dead.map(({ queue, reason }) => `dead letter in ${queue}: ${reason}`),
  ];
};
