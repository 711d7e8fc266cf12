import { useState } from 'react';
import type { Tokens } from './sign-in.ts';

const KEY = 'tokens';

const stored = (): Tokens | undefined => {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as Tokens);
};

/** The tokens of this browser tab: they survive a reload and end with the tab. */
export const useTokens = (): readonly [Tokens | undefined, (tokens: Tokens | undefined) => void] => {
  const [tokens, setTokens] = useState(stored);
  const keep = (changed: Tokens | undefined) => {
    if (changed) sessionStorage.setItem(KEY, JSON.stringify(changed));
    else sessionStorage.removeItem(KEY);
    setTokens(changed);
  };
  return [tokens, keep];
};

/** The e-mail address in the id token: for display only, the API checks tokens itself. */
export const emailOf = ({ idToken }: Tokens): string => {
  const payload = idToken.split('.')[1] ?? '';
  const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { email?: string };
  return claims.email ?? '';
};
