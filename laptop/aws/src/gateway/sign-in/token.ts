import { createHash, timingSafeEqual } from 'node:crypto';
import type { AwsResult } from '../call.ts';
import { json } from './answers.ts';
import type { SignInPool } from './pool.ts';
import type { Sessions } from './sessions.ts';

type Tokens = Readonly<Record<string, string | number>> & { readonly error?: string };

const refused = (error: string): AwsResult => json(400, { error });
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** RFC 7636: a code that was asked for with a challenge is good with its verifier only. */
const isProved = (challenge: string | undefined, verifier: string | null): boolean =>
  challenge === undefined || (verifier !== null && isSame(challengeOf(verifier), challenge));

const redeem = async (form: URLSearchParams, clientId: string, pool: SignInPool, { codes }: Sessions): Promise<AwsResult> => {
  // Taken first: a code is good for one attempt, whoever makes it.
  const code = codes.take(form.get('code') ?? undefined);
  if (!code || code.poolId !== pool.poolId || code.clientId !== clientId) return refused('invalid_grant');
  if (code.redirectUri !== form.get('redirect_uri') || !isProved(code.codeChallenge, form.get('code_verifier')))
    return refused('invalid_grant');
  const { username, scope, nonce } = code;
  const tokens = await pool.work<Tokens>('tokens', { clientId, username, scope, nonce });
  return json(tokens.error ? 400 : 200, tokens);
};

/**
 * Whose request it is: by `client_secret_basic` or `client_secret_post` ("Token endpoint", request parameters), or by an id alone for a
 * client without a secret.
 */
const shownBy = (form: URLSearchParams, authorization = ''): { readonly id: string; readonly secret: string } => {
  const basic = /^Basic (.+)$/i.exec(authorization)?.[1];
  if (basic === undefined) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':');
  // RFC 6749, section 2.3.1: both are encoded as in a form.
  const decoded = (text: string): string => new URLSearchParams(`text=${text}`).get('text') ?? '';
  return { id: decoded(id), secret: decoded(secret) };
};

/** `/oauth2/token` (Cognito developer guide, "Token endpoint"). @param authorization the header */
export const tokenEndpoint = async (
  form: URLSearchParams,
  authorization: string | undefined,
  pool: SignInPool,
  sessions: Sessions,
): Promise<AwsResult> => {
  const { id, secret } = shownBy(form, authorization);
  const client = await pool.client(id);
  if (!client) return refused('invalid_client');
  const secrets = pool.secrets(client);
  if (!(secrets.length === 0 ? [''] : secrets).some((one) => isSame(one, secret))) return refused('invalid_client');
  // "Client is not allowed for code grant flow or for refreshing tokens" (the same page, "Examples of negative responses").
  if (!client.AllowedOAuthFlowsUserPoolClient) return refused('unauthorized_client');
  const grant = form.get('grant_type');
  if (grant === 'client_credentials') {
    const tokens = await pool.work<Tokens>('machine', { clientId: client.ClientId, scope: form.get('scope') });
    return json(tokens.error ? 400 : 200, tokens);
  }
  if (grant === 'authorization_code') return redeem(form, client.ClientId, pool, sessions);
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
