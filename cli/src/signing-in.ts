import { type Tokens as Given, type SignIn, SignInError } from '@tenantry/api-client/sign-in';
import { CommandError, EXIT, usageError } from './exit-code.ts';
import type { Profile } from './profile.ts';
import type { Tokens } from './tokens.ts';

/** @throws CommandError where the profile does not say where people sign in */
export const placeOf = ({ name, issuer, signInUrl, clientId }: Profile): SignIn => {
  if (!issuer || !signInUrl || !clientId)
    throw usageError(`profile ${name} lacks clientId, issuer or signInUrl`, 'sign in with the URL of the super admin console');
  return { issuer, signInUrl, clientId };
};

export const kept = ({ idToken, refreshToken, lastsSeconds }: Given, now: number): Tokens => ({
  idToken,
  ...(refreshToken ? { refreshToken } : {}),
  expiresAt: now + lastsSeconds * 1_000,
});

/** Cognito's no ends with another exit code than a Cognito that does not answer. */
export const told = async <T>({ signInUrl }: SignIn, work: Promise<T>, fix = 'sign in again: tenantry login'): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SignInError)
      throw new CommandError(EXIT.notSignedIn, `the sign-in is refused: ${error.message} (${error.code})`, fix, error);
    throw new CommandError(EXIT.unavailable, `the sign-in at ${signInUrl} does not answer`, undefined, error);
  }
};
