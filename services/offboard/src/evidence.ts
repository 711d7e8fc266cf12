import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isCode } from '@tenantry/shared/failure/errors';
import type { Leftover } from './leftovers/leftover.ts';

/** One look into all accounts, or several in a row that showed the same. Times are ISO 8601, UTC. */
export interface Pass {
  readonly at: string;
  readonly lastAt: string;
  readonly looks: number;
  /** Everything that had to go. */
  readonly found: readonly string[];
  readonly removed: readonly string[];
  /** What was not removed, and why. */
  readonly kept: readonly { readonly what: string; readonly why: string }[];
}
/** That nothing of a tenant is left: the document in the bucket. */
export interface Evidence {
  readonly tenantId: string;
  readonly accountId?: string | undefined;
  readonly slug?: string | undefined;
  readonly domain?: string | undefined;
  readonly passes: readonly Pass[];
  /** Of the last listing, when it was empty. */
  readonly proof?: {
    readonly at: string;
    /** `ACTIVE`: listed too. `CLOSED`: nobody gets in any more. `GIVEN_ON`: it is another tenant's by now. */
    readonly accountState?: string | undefined;
    readonly leftovers: 0;
    /** Types that were looked for in each account, by CloudFormation's names. */
    readonly lookedFor: readonly { readonly accountId: string; readonly types: readonly string[] }[];
    readonly baseline: readonly (Pick<Leftover, 'accountId' | 'region' | 'type' | 'id'> & { readonly reason: string })[];
  };
}

/** Adds a look; one that shows what the last one showed is counted with it. */
export const withPass = (passes: readonly Pass[], pass: Pick<Pass, 'at' | 'found' | 'removed' | 'kept'>): readonly Pass[] => {
  const last = passes.at(-1);
  const isSame =
    last !== undefined &&
    pass.removed.length === 0 &&
    last.removed.length === 0 &&
    JSON.stringify([last.found, last.kept]) === JSON.stringify([pass.found, pass.kept]);
  if (isSame) return [...passes.slice(0, -1), { ...last, lastAt: pass.at, looks: last.looks + 1 }];
  return [...passes, { ...pass, lastAt: pass.at, looks: 1 }];
};

export interface EvidenceStore {
  readonly read: (tenantId: string) => Promise<Evidence | undefined>;
  /** @returns where it lies and its SHA-256, hexadecimal */
  readonly write: (evidence: Evidence) => Promise<{ readonly location: string; readonly sha256: string }>;
}

export const evidenceIn = (s3: S3Client, Bucket: string): EvidenceStore => {
  const keyOf = (tenantId: string): string => `${tenantId}.json`;
  return {
    read: async (tenantId) => {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: keyOf(tenantId) }));
        return JSON.parse((await Body?.transformToString()) ?? '') as Evidence;
      } catch (error) {
        if (isCode(error, 'NoSuchKey')) return undefined;
        throw error;
      }
    },
    write: async (evidence) => {
      const Key = keyOf(evidence.tenantId);
      const document = JSON.stringify(evidence, undefined, 2);
      const sha256 = createHash('sha256').update(document);
      const copy = sha256.copy();
      await s3.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: document,
          ContentType: 'application/json',
          ChecksumSHA256: copy.digest('base64'), // S3 refuses what arrived otherwise
        }),
      );
      return { location: `s3://${Bucket}/${Key}`, sha256: sha256.digest('hex') };
    },
  };
};
