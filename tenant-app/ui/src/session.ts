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

interface Claims {
  readonly email?: string;
  readonly sub?: string;
  readonly 'cognito:groups'?: readonly string[];
}
/** What the id token says of the person: for display only, the API checks tokens itself. */
const claimsOf = ({ idToken }: Tokens): Claims => {
  const payload = idToken.split('.')[1] ?? '';
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as Claims;
};
export const emailOf = (tokens: Tokens): string => claimsOf(tokens).email ?? '';
export const subjectOf = (tokens: Tokens): string => claimsOf(tokens).sub ?? '';
export const isAdministrator = (tokens: Tokens): boolean => claimsOf(tokens)['cognito:groups']?.includes('admin') ?? false;
