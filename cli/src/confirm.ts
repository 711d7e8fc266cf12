import { CommandError, EXIT, usageError } from './exit-code.ts';
import type { Invocation } from './invocation.ts';
import type { Terminal } from './terminal.ts';

/** @throws CommandError unless a person says yes */
export const confirm = async ({ ask }: Terminal, question: string): Promise<void> => {
  if (!/^y(es)?$/i.test(await ask(`${question} [y/N] `))) throw new CommandError(EXIT.interrupted, 'nothing was done');
};

/** The same where `--yes` says it beforehand. @throws CommandError where it does not and nobody is there, too */
export const confirmUnless = async (yes: boolean | undefined, { terminal, isJson }: Invocation, question: string): Promise<void> => {
  if (yes) return;
  if (!terminal.isInteractive || isJson) throw usageError('nobody is there to confirm it', 'add --yes');
  await confirm(terminal, question);
};
