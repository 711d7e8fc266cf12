import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * By this header an API knows that a request came through its distribution: CloudFront adds it to what it sends to the origin, in place of
 * whatever a viewer sent by that name (CloudFront Developer Guide, "Add custom headers to origin requests").
 */
export const ORIGIN_HEADER = 'x-origin-secret';
/** Variable of the API's stage: the SHA-256 of each value that counts, with commas between. Of 256 random bits a hash tells nothing. */
export const ORIGIN_HASHES = 'originHashes';
/** Id of the origin in a distribution. */
export const API_ORIGIN = 'api';

const DAY_MS = 86_400_000;
const ROTATE_AFTER_DAYS = 30;
/** `2026-11-28.` and 256 random bits: a value says itself how old it is, so nothing else has to be kept of it. */
const FORM = /^(\d{4}-\d{2}-\d{2})\.[A-Za-z0-9_-]{43}$/;

/** @param now epoch milliseconds */
export const newOriginSecret = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 10)}.${randomBytes(32).toString('base64url')}`;

/** Whether a value is one of ours and young enough to stay. */
export const staysValid = (value: string | undefined, now: number): value is string => {
  const since = Date.parse(FORM.exec(value ?? '')?.[1] ?? '');
  return now - since < ROTATE_AFTER_DAYS * DAY_MS;
};

export const hashOfOrigin = (value: string): string => createHash('sha256').update(value).digest('hex');

/** The stage variable for these values, the newest first. */
export const originHashes = (values: readonly string[]): string => values.map(hashOfOrigin).join(',');

/**
 * Whether a request came through the distribution. Nobody does where nothing is known: closed until it is.
 * @param sent value of `ORIGIN_HEADER`
 * @param known stage variable `ORIGIN_HASHES`
 */
export const isFromDistribution = (sent: string | undefined, known: string | undefined): boolean => {
  const hash = Buffer.from(hashOfOrigin(sent ?? ''));
  return (known ?? '').split(',').some((one) => one.length === hash.length && timingSafeEqual(Buffer.from(one), hash));
};
