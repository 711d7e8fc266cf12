import type { AppClient } from './pool.ts';

/** A valid request of an application that wants somebody to sign in (authorization endpoint, Cognito developer guide). */
export interface Asked {
  readonly clientId: string;
  /** As the application wrote it: the browser is sent exactly there. */
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
}
/** Told to the person (`page`), or to the application at its own address (`redirect`). */
export type Checked = { readonly asked: Asked } | { readonly page: string } | { readonly redirect: string };

/** An address with parameters added to what it has. */
export const withQuery = (address: string, parameters: Readonly<Record<string, string | undefined>>): string => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
};

/**
 * @param client Undefined where the pool has none of that id.
 * @param registered The form in which a client registers an address.
 */
export const checkAuthorize = (query: URLSearchParams, client: AppClient | undefined, registered: (uri: string) => string): Checked => {
  const of = (name: string): string | undefined => query.get(name) || undefined;
  const redirectUri = of('redirect_uri');
  if (!client) return { page: 'invalid_request: the client does not exist' };
  if (!redirectUri || !client.CallbackURLs?.includes(registered(redirectUri))) return { page: 'redirect_mismatch' };
  const state = of('state');
  const refuse = (error: string, description: string): Checked => ({
    redirect: withQuery(redirectUri, { error, error_description: description, state }),
  });
  if (of('response_type') !== 'code' || !client.AllowedOAuthFlowsUserPoolClient || !client.AllowedOAuthFlows?.includes('code'))
    return refuse('unauthorized_client', 'the client may not use this response_type');
  const allowed = client.AllowedOAuthScopes ?? [];
  const scopes = of('scope')?.split(/[ +]/) ?? allowed;
  if (scopes.some((scope) => !allowed.includes(scope))) return refuse('invalid_scope', 'the client may not use this scope');
  const codeChallenge = of('code_challenge');
  const method = of('code_challenge_method');
  // Cognito knows S256 only; a method without a challenge, or a challenge without a method, is neither.
  if ((codeChallenge || method) && !(codeChallenge && method === 'S256'))
    return refuse('invalid_request', 'code_challenge and code_challenge_method=S256 belong together');
  return { asked: { clientId: client.ClientId, redirectUri, scope: scopes.join(' '), state, nonce: of('nonce'), codeChallenge } };
};
