import { createHash, timingSafeEqual } from 'node:crypto';
import type { AwsResult } from '../call.ts';
import { json } from './answers.ts';
import type { SignInPool } from './pool.ts';
import type { Sessions } from './sessions.ts';

type Tokens = Readonly<Record<string, string | number>> & { readonly error?: string };

const refused = (error: string): AwsResult => json(400, { error });
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
const isSame = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** RFC 7636: a code that was asked for with a challenge is good with its verifier only. */
const isProved = (challenge: string | undefined, verifier: string | null): boolean =>
  challenge === undefined || (verifier !== null && isSame(challengeOf(verifier), challenge));

const redeem = async (form: URLSearchParams, pool: SignInPool, { codes }: Sessions): Promise<AwsResult> => {
  // Taken first: a code is good for one attempt, whoever makes it.
  const code = codes.take(form.get('code') ?? undefined);
  const clientId = form.get('client_id');
  if (!code || code.poolId !== pool.poolId || code.clientId !== clientId) return refused('invalid_grant');
  if (code.redirectUri !== form.get('redirect_uri') || !isProved(code.codeChallenge, form.get('code_verifier')))
    return refused('invalid_grant');
  const { username, scope, nonce } = code;
  const tokens = await pool.work<Tokens>('tokens', { clientId, username, scope, nonce });
  return json(tokens.error ? 400 : 200, tokens);
};

/** `/oauth2/token` (Cognito developer guide, "Token endpoint"), for clients without a secret. */
export const tokenEndpoint = async (form: URLSearchParams, pool: SignInPool, sessions: Sessions): Promise<AwsResult> => {
  const client = await pool.client(form.get('client_id') ?? '');
  if (!client || client.ClientSecret) return refused('invalid_client');
  // "Client is not allowed for code grant flow or for refreshing tokens" (the same page, "Examples of negative responses").
  if (!client.AllowedOAuthFlowsUserPoolClient) return refused('unauthorized_client');
  const grant = form.get('grant_type');
  if (grant === 'authorization_code') return redeem(form, pool, sessions);
  if (grant !== 'refresh_token') return refused('unsupported_grant_type');
  const tokens = await pool.work<Tokens>('refresh', { clientId: client.ClientId, token: form.get('refresh_token') ?? '' });
  return json(tokens.error ? 400 : 200, tokens);
};

/** `/oauth2/revoke` ("Revoke endpoint"): ends a refresh token and what came of it. */
export const revokeEndpoint = async (form: URLSearchParams, pool: SignInPool): Promise<AwsResult> => {
  const client = await pool.client(form.get('client_id') ?? '');
  const token = form.get('token');
  if (!client) return refused('invalid_client');
  // Also "if the feature is disabled for the app client" ("Revoke endpoint", endpoint errors).
  if (!token || client.EnableTokenRevocation === false) return refused('invalid_request');
  const { refused: why } = await pool.call('RevokeToken', { ClientId: client.ClientId, Token: token });
  return why === undefined ? json(200, {}) : refused('unsupported_token_type');
};
