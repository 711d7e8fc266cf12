import { usageError } from './exit-code.ts';
import type { Invocation } from './invocation.ts';

/** Why something is done, for the audit: given, or asked for. */
export const reasonOf = async ({ terminal, isJson }: Invocation, given: string | undefined): Promise<string> => {
  if (given !== undefined) return given;
  if (!terminal.isInteractive || isJson) throw usageError('--reason is missing', 'say why, for the audit: --reason "contract ended"');
  return terminal.ask('Why (for the audit): ');
};
