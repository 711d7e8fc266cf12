import { issuerPath } from '@tenantry/api-client/issuer-path';
import { CommandError, EXIT } from './exit-code.ts';
import type { Profile } from './profile.ts';
import type { Terminal } from './terminal.ts';
import type { Tokens } from './tokens.ts';

const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  try {
    return (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
};
const USER_POOL = /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/;

/**
 * Where below the API a token is taken: API Gateway has the routes once for each issuer. Nothing is verified here.
 * @returns `/issuers/…`, or nothing for a user pool's token and for what is no JWT
 */
export const tokenPath = (token: string): string => {
  const { iss } = claimsOf(token);
  if (typeof iss !== 'string' || !URL.canParse(iss)) return '';
  return USER_POOL.test(new URL(iss).host) ? '' : issuerPath(iss);
};

/** Whether GitHub offers this job a token: it does with `permissions: id-token: write`. */
export const isOffered = ({ env }: Terminal): boolean => Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);

/**
 * A token that GitHub signs for this job, made for the API's host and no other (GitHub Docs, "OpenID Connect reference", methods for requesting
 * the OIDC token).
 * @throws CommandError where GitHub does not answer with one
 */
export const platformToken = async ({ env, fetch: send, now }: Terminal, { apiUrl }: Profile): Promise<Tokens> => {
  const url = new URL(String(env.ACTIONS_ID_TOKEN_REQUEST_URL));
  url.searchParams.set('audience', new URL(apiUrl).hostname);
  const headers = { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` };
  const answer = await send(url.href, { headers }).catch((error: unknown) => {
    throw new CommandError(EXIT.unavailable, 'GitHub does not answer with a token for this job', undefined, error);
  });
  const { value } = ((await answer.json().catch(() => ({}))) ?? {}) as { readonly value?: unknown };
  if (!answer.ok || typeof value !== 'string')
    throw new CommandError(EXIT.notSignedIn, `GitHub gives this job no token: ${answer.status}`, "give the job 'id-token: write'");
  const { exp } = claimsOf(value);
  return { idToken: value, expiresAt: typeof exp === 'number' ? exp * 1_000 : now() };
};
