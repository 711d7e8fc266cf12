import { createHash, timingSafeEqual } from 'node:crypto';

/** CloudFront adds it to what it sends to the API, in place of whatever a viewer sent by that name. */
export const ORIGIN_HEADER = 'x-origin-secret';
/** Variable of the API's stage, kept by the platform: SHA-256 of each value that counts, with commas between; two while it changes. */
export const ORIGIN_HASHES = 'originHashes';

/** Whether a request came through the tenant's distribution. Nobody does where the platform has not said how to tell. */
export const isFromDistribution = (sent: string | undefined, known: string | undefined): boolean => {
  const hash = Buffer.from(
    createHash('sha256')
      .update(sent ?? '')
      .digest('hex'),
  );
  return (known ?? '').split(',').some((one) => one.length === hash.length && timingSafeEqual(Buffer.from(one), hash));
};
