import type { Tokens as Given } from '@tenantry/api-client/sign-in';

export interface Tokens {
  readonly idToken: string;
  readonly refreshToken: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}
/** Tokens as they are kept, with the moment at which they end. */
export const kept = ({ idToken, refreshToken, lastsSeconds }: Given): Tokens => ({
  idToken,
  refreshToken,
  expires: Date.now() + lastsSeconds * 1_000,
});
const KEY = 'tenantry.tokens';

/** The tokens of this browser tab: they survive a reload and end with the tab. */
export const storedTokens = (storage: Pick<Storage, 'getItem'> = sessionStorage): Tokens | undefined => {
  try {
    return (JSON.parse(storage.getItem(KEY) ?? 'null') as Tokens | null) ?? undefined;
  } catch {
    return undefined;
  }
};
export const storeTokens = (tokens: Tokens | undefined): void => {
  if (tokens) sessionStorage.setItem(KEY, JSON.stringify(tokens));
  else sessionStorage.removeItem(KEY);
};

export interface Claims {
  readonly sub: string;
  readonly email?: string;
  readonly 'cognito:groups'?: readonly string[];
}
/** What an ID token says, for display only: the API verifies it. */
export const claimsOf = (idToken: string): Claims => {
  const bytes = Uint8Array.from(atob((idToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
};
