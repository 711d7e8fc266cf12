import { CommanderError } from 'commander';
import type { Context } from './command.ts';
import { CommandError, EXIT, type ExitCode } from './exit-code.ts';
import { type ErrorReport, reportOf, reportText } from './problem-text.ts';
import { programOf } from './program.ts';
import { stylesOf } from './style.ts';
import type { Terminal } from './terminal.ts';
import { guarded, visibleIn } from './visible.ts';

/** Runs a command. @param words what stands on the line after `tenantry` @returns the exit code */
export const run = async (words: readonly string[], given: Terminal): Promise<ExitCode> => {
  const terminal = { ...given, out: guarded(given.out), err: guarded(given.err) };
  const isJson = words.includes('--json');
  const context: Context = { terminal, exitCode: EXIT.ok };
  try {
    await programOf(context, isJson).parseAsync([...words], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok;
      // The library has said it already, but not as JSON.
      const message = error.message.replace(/^error: /, '');
      if (isJson) writeJson(terminal, { code: 'usage', exitCode: EXIT.usage, message });
      return EXIT.usage;
    }
    const isInterrupted = terminal.interrupted.aborted;
    const report = reportOf(isInterrupted ? new CommandError(EXIT.interrupted, 'interrupted') : error);
    if (isJson) writeJson(terminal, report);
    else terminal.err.write(reportText(visibleIn(report), stylesOf(terminal.err, terminal.env)));
    if (report.exitCode === EXIT.failed && terminal.env.TENANTRY_DEBUG) terminal.err.write(`${(error as Error).stack}\n`);
    return report.exitCode;
  }
};

const writeJson = ({ err }: Terminal, error: ErrorReport): void => err.write(`${JSON.stringify({ error }, null, 2)}\n`);
