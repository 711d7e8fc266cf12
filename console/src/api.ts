import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, type Client, createClient } from '@tenantry/api-client/client';
import { SignInError } from '@tenantry/api-client/sign-in';
import { createContext, use } from 'react';
import type { Session } from './auth/session.ts';
import type { ConsoleConfig } from './config.ts';

export interface Api {
  readonly api: Client;
  readonly config: ConsoleConfig;
  readonly session: Session;
}
export const ApiContext = createContext<Api | undefined>(undefined);
export const useApi = (): Api => {
  const found = use(ApiContext);
  if (!found) throw new Error('useApi is used outside ApiContext');
  return found;
};

/** The API as the signed-in person; a token that the API no longer takes ends the session. */
export const createApi = (config: ConsoleConfig, session: Session): Client => {
  const client = createClient({ baseUrl: config.apiUrl, token: session.idToken });
  return (async (...request: Parameters<Client>) => {
    try {
      return await client(...request);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) session.expire();
      throw error;
    }
  }) as Client;
};

const RETRIES = 2;
/** What the API refuses, it refuses again; what did not answer may do so in a moment. */
export const isWorthRetrying = (failures: number, error: unknown): boolean => {
  if (failures >= RETRIES || error instanceof SignInError) return false;
  return !(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 500;
};

export const createQueries = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 1_000 }, mutations: { retry: false } } });
