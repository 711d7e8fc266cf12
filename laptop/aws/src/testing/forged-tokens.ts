import { createHmac, createPublicKey } from 'node:crypto';
import { type SigningKey, signedToken, signingInput, signingKey } from './issuer.ts';

type Claims = Readonly<Record<string, unknown>> & { readonly iat: number; readonly exp: number };

/** Seconds; more than any clock is wrong. */
const LONG = 3_600;

/**
 * Tokens that no verifier takes, by what is wrong with each: each is `claims` but for that.
 * @param key of the issuer @param claims of a token that is taken
 */
export const forgedTokens = (key: SigningKey, claims: Claims): Readonly<Record<string, string>> => {
  const signed = (more: object): string => signedToken(key, { ...claims, ...more });
  const { kid } = key;
  const [header = '', , signature = ''] = signed({}).split('.');
  const [, changed = ''] = signingInput({}, { ...claims, admin: true }).split('.');
  const unsigned = (alg: string): string => `${signingInput({ alg, typ: 'JWT', kid }, claims)}.`;
  const publicKey = createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' });
  const hmacInput = signingInput({ alg: 'HS256', typ: 'JWT', kid }, claims);
  const { aud: _aud, ...withoutAudience } = claims;
  return {
    'another audience': signed({ aud: 'another.example.com' }),
    'no audience': signedToken(key, withoutAudience),
    'another issuer': signed({ iss: 'https://issuer.example.org' }),
    'the issuer with a slash at its end': signed({ iss: `${String(claims.iss)}/` }),
    expired: signed({ iat: claims.iat - 2 * LONG, exp: claims.iat - LONG }),
    'not yet valid': signed({ nbf: claims.iat + LONG, exp: claims.exp + LONG }),
    'of the future': signed({ iat: claims.iat + LONG, exp: claims.exp + LONG }),
    'alg none': unsigned('none'),
    'alg None, with the signature of another token': `${unsigned('None')}${signature}`,
    'HS256 with the public key': `${hmacInput}.${createHmac('sha256', publicKey).update(hmacInput).digest('base64url')}`,
    'HS256 with the modulus': `${hmacInput}.${createHmac('sha256', Buffer.from(String(key.jwk.n), 'base64url'))
      .update(hmacInput)
      .digest('base64url')}`,
    'an unknown key': signedToken(signingKey('key-2'), claims),
    'another key of the same name': signedToken(signingKey(kid), claims),
    'other claims under the signature': `${header}.${changed}.${signature}`,
    'no signature': signed({}).split('.').slice(0, 2).join('.'),
    'no token': 'x',
  };
};
