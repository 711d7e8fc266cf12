import { CommandError, EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** @throws CommandError unless a person says yes */
export const confirm = async ({ ask }: Terminal, question: string): Promise<void> => {
  if (!/^y(es)?$/i.test(await ask(`${question} [y/N] `))) throw new CommandError(EXIT.interrupted, 'nothing was done');
};
