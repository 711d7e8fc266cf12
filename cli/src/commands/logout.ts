import type { Command } from 'commander';
import { chooseProfile } from '../choose-profile.ts';
import { cognito } from '../cognito.ts';
import { act, type Context, leaf } from '../command.ts';
import { deleteTokens, readTokens } from '../configuration.ts';
import type { Profile } from '../profile.ts';
import type { Terminal } from '../terminal.ts';

export const logout = (program: Command, context: Context): void => {
  const command = leaf(program, 'logout', 'sign out: revoke and delete the tokens; the profile stays');
  act<{ readonly profile?: string }>(command, context, async (invocation, _args, options) => {
    const { terminal } = invocation;
    const { profile } = await chooseProfile(terminal, options.profile);
    const isRevoked = await revoke(terminal, profile);
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
  const { cognitoEndpoint, signInUrl, clientId = '' } = profile;
  if (!tokens?.refreshToken) return false;
  if (!signInUrl) {
    if (!cognitoEndpoint) return false;
    const revoked = cognito(terminal, cognitoEndpoint, 'RevokeToken', { Token: tokens.refreshToken, ClientId: clientId });
    return revoked.then(
      () => true,
      () => false,
    );
  }
  const body = new URLSearchParams({ token: tokens.refreshToken, client_id: clientId });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return terminal.fetch(`${signInUrl}/oauth2/revoke`, { method: 'POST', headers, body: body.toString() }).then(
    ({ ok }) => ok,
    () => false,
  );
};
