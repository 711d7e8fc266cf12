import type { Command } from 'commander';
import { EXIT, EXIT_TEXT, type ExitCode } from './exit-code.ts';

const pathOf = (command: Command): string => (command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name());

/** @param examples what stands after the command's name in each */
export const examplesText = (command: Command, examples: readonly string[]): string =>
  `\nExamples:\n${examples.map((words) => `  ${`${pathOf(command)} ${words}`.trim()}\n`).join('')}`;

/** With what a command may end besides success: what follows from what it takes, and what it says itself. */
const endsOf = ({ registeredArguments, options }: Command, ends: readonly ExitCode[]): readonly ExitCode[] => {
  const names = [...registeredArguments.map((argument) => argument.name()), ...options.map((option) => option.attributeName())];
  const isNamed = names.some((name) => /^(tenants?|letters?|again)$/.test(name));
  const isFollowing = names.includes('timeout');
  return [...(isNamed ? [EXIT.notFound] : []), ...(isFollowing ? [EXIT.tenantFailed, EXIT.timedOut] : []), ...ends];
};
const line = (code: ExitCode): string => `  ${String(code).padStart(3)}  ${EXIT_TEXT[code]}\n`;

/** The exit codes of one command; those of every command are told by `tenantry --help`. */
export const exitText = (command: Command, ends: readonly ExitCode[]): string => {
  const own = [...new Set(endsOf(command, ends))].sort((a, b) => a - b);
  const common = [EXIT.failed, EXIT.usage, EXIT.notSignedIn, EXIT.refused, EXIT.unavailable, EXIT.interrupted];
  return `\nExit codes:\n${[EXIT.ok, ...own].map(line).join('')}  ${common.join(', ')}: as of every command, see tenantry --help\n`;
};
