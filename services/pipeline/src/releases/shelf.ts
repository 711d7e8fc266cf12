import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { ifFound } from '@tenantry/shared/aws/found';
import { CURRENT_RELEASE, manifestKey, Release } from '@tenantry/shared/deployment/release';
import { isCode } from '@tenantry/shared/failure/errors';

/** Where releases are kept: written once, never replaced; which one is the newest is the only thing that changes. */
export interface Shelf {
  /** What lies there; undefined when there is nothing. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Puts what must not be there yet; answers what lies there then: this, or what was put before. */
  readonly putOnce: (key: string, body: Uint8Array) => Promise<Uint8Array>;
  /** The newest release. */
  readonly current: () => Promise<Release | undefined>;
  readonly setCurrent: (release: Release) => Promise<void>;
  readonly release: (releaseId: string) => Promise<Release | undefined>;
}

export const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');
export const jsonBytes = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
export const releaseIn = (body: Uint8Array): Release => Release.parse(JSON.parse(Buffer.from(body).toString('utf8')));

/** S3: another write came first, or is under way at this moment (S3 User Guide, "Conditional write behavior"). */
const TAKEN = ['PreconditionFailed', 'ConditionalRequestConflict'];

export const shelf = (s3: S3Client, Bucket: string): Shelf => {
  const get: Shelf['get'] = async (Key) => {
    const found = await ifFound(() => s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' })), 'NoSuchKey', 'NotFound');
    return found?.Body?.transformToByteArray();
  };
  const put = (Key: string, Body: Uint8Array, more: { readonly IfNoneMatch?: '*' }) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ChecksumAlgorithm: 'SHA256', ...more }));
  const release = async (key: string): Promise<Release | undefined> => {
    const found = await get(key);
    return found && releaseIn(found);
  };
  return {
    get,
    putOnce: async (key, body) => {
      try {
        await put(key, body, { IfNoneMatch: '*' });
        return body;
      } catch (error) {
        if (!isCode(error, ...TAKEN)) throw error;
        const there = await get(key);
        if (!there) throw error;
        return there;
      }
    },
    current: () => release(CURRENT_RELEASE),
    setCurrent: async (newest) => void (await put(CURRENT_RELEASE, jsonBytes(newest), {})),
    release: (releaseId) => release(manifestKey(releaseId)),
  };
};
