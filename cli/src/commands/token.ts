import type { Command } from 'commander';
import { chooseProfile } from '../choose-profile.ts';
import { act, type Context, leaf } from '../command.ts';
import { tokenSource } from '../token-source.ts';

/** For programs that ask the API themselves. It ends within ten minutes: ask again instead of keeping it. */
export const token = (program: Command, context: Context): void => {
  const command = leaf(program, 'token', 'print an ID token that is valid for some minutes, for curl and scripts', ['']);
  act<{ readonly profile?: string }>(command, context, async (invocation, _args, options) => {
    const { terminal } = invocation;
    const idToken = await tokenSource(terminal, await chooseProfile(terminal, options.profile))();
    invocation.print({ token: idToken }, () => `${idToken}\n`);
    return undefined;
  });
};
