import { type Tokens as Given, renewTokens, revokeToken, SignInError } from '@tenantry/api-client/sign-in';
import type { ConsoleConfig } from '../config.ts';
import { leaveForGood, placeOf } from './sign-in.ts';
import { kept, storedTokens, storeTokens, type Tokens } from './tokens.ts';

/** Who is signed in, in memory and for a reload of the tab. */
export interface Session {
  readonly tokens: () => Tokens | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  readonly start: (tokens: Given) => void;
  /** An ID token that is good for another minute. @throws SignInError when the session has ended */
  readonly idToken: () => Promise<string>;
  /** The session has ended without the person's doing. */
  readonly expire: () => void;
  readonly wasExpired: () => boolean;
  /** Ends the session here and at Cognito. */
  readonly end: () => Promise<void>;
}

const RENEW_BEFORE_MS = 60_000;

export const createSession = (config: ConsoleConfig, initial: Tokens | undefined = storedTokens()): Session => {
  let current = initial;
  let expired = false;
  let renewal: Promise<Tokens> | undefined;
  const listeners = new Set<() => void>();
  const set = (tokens: Tokens | undefined): void => {
    current = tokens;
    storeTokens(tokens);
    for (const listener of listeners) listener();
  };
  const expire = (): void => {
    if (!current) return;
    expired = true;
    set(undefined);
  };
  /** Many requests find an old token at once: one renewal serves them all. */
  const renewed = (refreshToken: string): Promise<Tokens> => {
    renewal ??= renewTokens(placeOf(config), refreshToken)
      .then(kept)
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };
  return {
    tokens: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: (tokens) => {
      expired = false;
      set(kept(tokens));
    },
    idToken: async () => {
      const known = current;
      if (!known) throw new SignInError('Nobody is signed in.', 'SignedOut');
      if (known.expires - Date.now() > RENEW_BEFORE_MS) return known.idToken;
      try {
        const tokens = await renewed(known.refreshToken);
        // Signed out in the meantime: stays so.
        if (current) set(tokens);
        return tokens.idToken;
      } catch (error) {
        // Only Cognito's own no ends the session, not a network that is away for a moment.
        if (error instanceof SignInError) expire();
        throw error;
      }
    },
    expire,
    wasExpired: () => expired,
    end: async () => {
      const refreshToken = current?.refreshToken;
      expired = false;
      set(undefined);
      // Signed out here in any case; the token expires within hours.
      if (refreshToken) await revokeToken(placeOf(config), refreshToken).catch(() => {});
      location.assign(leaveForGood(config));
    },
  };
};
