import { CommandError, EXIT, usageError } from './exit-code.ts';
import type { Invocation } from './invocation.ts';

/** The tenant's slug, typed by a person or repeated by `--yes`. @throws CommandError for another one */
export const typedSlug = async ({ terminal, isJson }: Invocation, slug: string, yes: string | undefined): Promise<string> => {
  if (yes !== undefined) {
    if (yes !== slug) throw usageError(`--yes says ${yes}, but the tenant's slug is ${slug}`, 'make sure that it is the tenant you mean');
    return yes;
  }
  if (!terminal.isInteractive || isJson) throw usageError('nobody is there to confirm it', `repeat the tenant's slug: --yes ${slug}`);
  const typed = await terminal.ask(`Type the tenant's slug to go on: `);
  if (typed !== slug) throw new CommandError(EXIT.interrupted, `that is not ${slug}: nothing was done`);
  return typed;
};
