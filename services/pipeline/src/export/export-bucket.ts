import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { exportKey } from '@tenantry/shared/domain/exports';
import { isCode } from '@tenantry/shared/failure/errors';

export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What is exported of one tenant: files under its own prefix. */
export interface ExportBucket {
  /** S3 URI of the prefix. */
  readonly location: string;
  /** Undefined when there is none of that name. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** Stores what comes, as it comes; a file of that name is replaced, and nothing is stored when the source fails. */
  readonly write: (name: string, content: AsyncIterable<Buffer> | string) => Promise<StoredFile>;
}

/** Parts of a multipart upload held in memory at a time, and the size of one: S3 wants at least 5 MiB. */
const QUEUE = 2;
const PART_BYTES = 8 * 1024 * 1024;

export const exportBucket = (s3: S3Client, Bucket: string, tenantId: string): ExportBucket => {
  const keyOf = (name: string): string => exportKey(tenantId, name);
  return {
    location: `s3://${Bucket}/${tenantId}/`,
    read: async (name) => {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: keyOf(name) }));
        return await Body?.transformToString();
      } catch (error) {
        if (isCode(error, 'NoSuchKey')) return undefined;
        throw error;
      }
    },
    write: async (name, content) => {
      const sha256 = createHash('sha256');
      let bytes = 0;
      async function* counted(): AsyncGenerator<Buffer> {
        for await (const chunk of typeof content === 'string' ? [Buffer.from(content)] : content) {
          sha256.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      }
      const Body = Readable.from(counted(), { objectMode: false });
      const upload = new Upload({ client: s3, params: { Bucket, Key: keyOf(name), Body }, queueSize: QUEUE, partSize: PART_BYTES });
      try {
        await upload.done();
      } finally {
        Body.destroy();
      }
      return { name, bytes, sha256: sha256.digest('hex') };
    },
  };
};
