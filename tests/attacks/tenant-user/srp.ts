/**
 * Secure Remote Password as Amazon Cognito has it (RFC 5054 with SHA-256, its own key derivation): the password never leaves the browser.
 * Cognito Developer Guide, "Sign in with secure remote password"; the steps as in aws-amplify/amplify-js, packages/auth/src/providers/cognito.
 */

/** RFC 3526, group 15: 3072 bits. */
const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437' +
    '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05' +
    '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B' +
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33' +
    'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864' +
    'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const G = 2n;

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
};

const text = new TextEncoder();
/** A whole number of bytes, the first of them below 128: Cognito hashes numbers with a sign. */
const padded = (value: bigint): string => {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
};
const bytesOf = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const numberOf = (bytes: ArrayBuffer): bigint =>
  BigInt(`0x${[...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
const hash = async (...parts: readonly Uint8Array<ArrayBuffer>[]): Promise<ArrayBuffer> =>
  crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer());
const hashNumbers = async (...values: readonly bigint[]): Promise<bigint> => numberOf(await hash(bytesOf(values.map(padded).join(''))));

/** `Sat Nov 28 06:05:09 UTC 2026`, the day without a zero before it. */
const timestamp = (now: Date): string => {
  const [weekday, day, month, year, time] = now.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
};

/** One sign-in: the number that the browser keeps, and the one that it sends. */
export interface Exchange {
  readonly secret: bigint;
  /** `SRP_A`. */
  readonly shared: string;
}
export const newExchange = (): Exchange => {
  const secret = numberOf(crypto.getRandomValues(new Uint8Array(128)).buffer);
  return { secret, shared: power(G, secret).toString(16) };
};

/** What Cognito's PASSWORD_VERIFIER challenge says. */
export interface Verifier {
  readonly SALT: string;
  readonly SRP_B: string;
  readonly SECRET_BLOCK: string;
  readonly USER_ID_FOR_SRP: string;
}

/** The answer to a PASSWORD_VERIFIER challenge: proof that the browser knows the password. */
export const proof = async (userPoolId: string, { secret, shared }: Exchange, verifier: Verifier, password: string, now = new Date()) => {
  const { SALT, SRP_B, SECRET_BLOCK, USER_ID_FOR_SRP } = verifier;
  const [, pool = ''] = userPoolId.split('_');
  const a = BigInt(`0x${shared}`);
  const b = BigInt(`0x${SRP_B}`);
  if (b % N === 0n) throw new Error('Cognito sent no number to sign in with.');
  const u = await hashNumbers(a, b);
  const identity = await hash(text.encode(`${pool}${USER_ID_FOR_SRP}:${password}`));
  const x = numberOf(await hash(bytesOf(padded(BigInt(`0x${SALT}`))), new Uint8Array(identity)));
  const k = await hashNumbers(N, G);
  const base = (((b - k * power(G, x)) % N) + N) % N;
  const agreed = power(base, secret + u * x);
  const material = await crypto.subtle.importKey('raw', bytesOf(padded(agreed)), 'HKDF', false, ['deriveBits']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: bytesOf(padded(u)), info: text.encode('Caldera Derived Key') };
  const derived = await crypto.subtle.deriveBits(derivation, material, 128);
  const key = await crypto.subtle.importKey('raw', derived, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const TIMESTAMP = timestamp(now);
  const block = Uint8Array.from(atob(SECRET_BLOCK), (character) => character.charCodeAt(0));
  const signed = await new Blob([text.encode(`${pool}${USER_ID_FOR_SRP}`), block, text.encode(TIMESTAMP)]).arrayBuffer();
  const signature = await crypto.subtle.sign('HMAC', key, signed);
  return {
    USERNAME: USER_ID_FOR_SRP,
    TIMESTAMP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: btoa(String.fromCharCode(...new Uint8Array(signature))),
  };
};
