import { revokeToken } from '@tenantry/api-client/sign-in';
import type { Command } from 'commander';
import { chooseProfile } from '../choose-profile.ts';
import { act, type Context, leaf } from '../command.ts';
import { deleteTokens, readTokens } from '../configuration.ts';
import { forgetNames } from '../known-names.ts';
import type { Profile } from '../profile.ts';
import { placeOf } from '../signing-in.ts';
import type { Terminal } from '../terminal.ts';

export const logout = (program: Command, context: Context): void => {
  const command = leaf(program, 'logout', 'sign out: revoke and delete the tokens; the profile stays', ['', '--profile prod']);
  act<{ readonly profile?: string }>(command, context, async (invocation, _args, options) => {
    const { terminal } = invocation;
    const { profile } = await chooseProfile(terminal, options.profile);
    const isRevoked = await revoke(terminal, profile);
    await forgetNames(terminal);
    const wasSignedIn = await deleteTokens(terminal, profile);
    invocation.print({ profile: profile.name, wasSignedIn, isRevoked }, () =>
      wasSignedIn ? `signed out of ${profile.apiUrl}\n` : 'nobody was signed in\n',
    );
    if (wasSignedIn && !isRevoked) invocation.note('the tokens are deleted here, but could not be revoked');
    return undefined;
  });
};

/** With the refresh token its ID tokens cannot be renewed any more. A failure does not keep the tokens on the disk. */
const revoke = async (terminal: Terminal, profile: Profile): Promise<boolean> => {
  const tokens = await readTokens(terminal, profile).catch(() => undefined);
  if (!tokens?.refreshToken) return false;
  return revokeToken(placeOf(profile), tokens.refreshToken, { fetch: terminal.fetch }).then(
    () => true,
    () => false,
  );
};
