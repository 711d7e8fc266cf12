import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accepted } from './fake-api.ts';

/** Cognito's pages as far as a command sees them. */
export interface FakeCognito {
  readonly url: string;
  readonly issuer: string;
  /** `token client_credentials id:secret`, `token authorization_code`, `token refresh_token refresh-1`, `revoke refresh-2`…, in order. */
  readonly calls: string[];
  isRefusing: boolean;
  /** What the browser was sent with: a code is good for one sign-in. */
  asked: URLSearchParams;
  readonly close: () => Promise<void>;
}
const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export const fakeCognito = async (): Promise<FakeCognito> => {
  let given = 0;
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const { status, body } = answerTo(request.url ?? '', new URLSearchParams(text), basicOf(request));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cognito: FakeCognito = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issuer: ISSUER,
    calls: [],
    isRefusing: false,
    asked: new URLSearchParams(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const isProved = (form: URLSearchParams): boolean => {
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return form.get('code') === 'the-code' && challenge === cognito.asked.get('code_challenge');
  };
  const tokens = (nonce: string | null) => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: ISSUER, aud: 'c', sub: 's', iat: now, exp: now + 600, ...(nonce ? { nonce } : {}) };
    const idToken = `${part({ alg: 'RS256' })}.${part({ ...claims, jti: ++given })}.c2lnbmVk`;
    accepted.add(idToken);
    return { id_token: idToken, access_token: 'a', refresh_token: `refresh-${given}`, token_type: 'Bearer', expires_in: 600 };
  };
  const answerTo = (url: string, form: URLSearchParams, basic: string | undefined) => {
    const grant = form.get('grant_type');
    cognito.calls.push(
      [url.replace('/oauth2/', ''), grant, basic ?? form.get('token') ?? form.get('refresh_token')].filter(Boolean).join(' '),
    );
    if (url === '/oauth2/revoke') return { status: 200, body: {} };
    if (cognito.isRefusing || (grant === 'authorization_code' && !isProved(form))) return { status: 400, body: { error: 'invalid_grant' } };
    if (grant === 'client_credentials') {
      const { id_token: access_token, expires_in } = tokens(null);
      return { status: 200, body: { access_token, token_type: 'Bearer', expires_in } };
    }
    return { status: 200, body: tokens(grant === 'authorization_code' ? cognito.asked.get('nonce') : null) };
  };
  return cognito;
};

/** Id and secret of the client, each encoded as in a form (RFC 6749, section 2.3.1). */
const basicOf = ({ headers: { authorization = '' } }: IncomingMessage): string | undefined => {
  const [, basic] = /^Basic (.+)$/.exec(authorization) ?? [];
  if (basic === undefined) return undefined;
  const pair = Buffer.from(basic, 'base64').toString();
  return decodeURIComponent(pair.replaceAll('+', ' '));
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};
