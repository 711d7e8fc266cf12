import { type Command, InvalidArgumentError } from 'commander';
import { CommandError, EXIT, type ExitCode } from './exit-code.ts';
import { examplesText, exitText } from './help-text.ts';
import { type Action, invocationOf } from './invocation.ts';
import type { Terminal } from './terminal.ts';

/** What commands are built with, and where the exit code of the one that ran ends up. */
export interface Context {
  readonly terminal: Terminal;
  exitCode: ExitCode;
}
interface CommonOptions {
  readonly json?: boolean;
  readonly profile?: string;
}

/** What stands after the name of a command, in lines that people may type as they are. */
type Examples = readonly [string, ...string[]];

/**
 * A command that does something, with the options that all of those have.
 * @param examples what may stand after its name; empty for the name alone
 * @param ends with what exit codes it ends besides those that follow from its arguments and options
 */
export const leaf = (parent: Command, name: string, description: string, examples: Examples, ends: readonly ExitCode[] = []): Command => {
  const command = parent
    .command(name)
    .description(description)
    .option('--json', 'print JSON')
    .option('--profile <name>', 'whose API: a profile of the configuration, or laptop');
  return command.addHelpText('afterAll', () => examplesText(command, examples) + exitText(command, ends));
};

/** Gives a command what it does. */
export const act = <Options extends object>(command: Command, context: Context, action: Action<Options>): void => {
  command.action(async () => {
    const options = command.optsWithGlobals<Options & CommonOptions>();
    const invocation = invocationOf(context.terminal, options.json ?? false, options.profile);
    context.exitCode = (await action(invocation, command.args, options)) ?? EXIT.ok;
    if (context.terminal.interrupted.aborted) throw new CommandError(EXIT.interrupted, 'interrupted');
  });
};

/** An option's value as an integer between two bounds. */
export const integer =
  (from: number, to: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < from || value > to) throw new InvalidArgumentError(`It is a number from ${from} to ${to}.`);
    return value;
  };

/** An option that may be given several times. */
export const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];
