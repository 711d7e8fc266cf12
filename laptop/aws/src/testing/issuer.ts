import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

/** A key that an issuer signs with. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** RFC 7517. */
  readonly jwk: Json;
}

export const signingKey = (kid: string): SigningKey => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' } };
};

const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Header and claims of a token as they are signed (RFC 7515, section 5.1). */
export const signingInput = (header: Json, claims: Json): string => `${part(header)}.${part(claims)}`;

/** A token that a key has signed (RFC 7519). */
export const signedToken = ({ kid, privateKey }: SigningKey, claims: Json): string => {
  const input = signingInput({ alg: 'RS256', typ: 'JWT', kid }, claims);
  return `${input}.${createSign('RSA-SHA256').update(input).sign(privateKey, 'base64url')}`;
};

/** Somebody who signs tokens, with the documents by which others verify them (OpenID Connect Discovery 1.0, sections 3 and 4). */
export interface Issuer {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly key: SigningKey;
  readonly stop: () => Promise<void>;
}

/**
 * @param issuer what it calls itself, `https://issuer.example.com`
 * @param offers answers further paths, such as where a job gets its token
 */
export const startIssuer = async (
  issuer: string,
  offers: (url: URL, key: SigningKey) => Json | undefined = () => undefined,
): Promise<Issuer> => {
  const key = signingKey('key-1');
  const documents: Readonly<Record<string, Json>> = {
    '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys`, id_token_signing_alg_values_supported: ['RS256'] },
    '/keys': { keys: [key.jwk] },
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const answer = documents[url.pathname] ?? offers(url, key);
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
