import { createHash } from 'node:crypto';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { EXPORT_CHECKSUMS, EXPORT_MANIFEST, exportBucketName, exportKey } from '@tenantry/shared/domain/exports';
import { isCode } from '@tenantry/shared/failure/errors';
import { z } from 'zod';
import { exportKeptUntil } from '../../model/kept-until.ts';
import { Problem } from '../../problem/problem.ts';
import { getHistory } from '../../table/tenants.ts';
import { requirePerson } from '../request/access.ts';
import type { Handler } from '../request/call.ts';

/** How long an address works: long enough to begin a download, too short to be passed on. Seconds. */
const VALIDITY = 300;

export const getEvidence: Handler<'GET /tenants/{id}/evidence'> = async ({ path: { id } }) => {
  const { latest } = await getHistory(id);
  const evidence = latest.TenantOffboarded?.detail.evidence as { readonly sha256: string } | undefined;
  if (!evidence) throw new Problem(404, 'no-evidence', `${id} has no evidence: it is there when the tenant is off-boarded.`);
  const { deployment, config } = await landingZone();
  const { superAdmin } = config.accounts;
  const document = await read(evidenceBucketName(deployment, superAdmin), `${id}.json`, superAdmin);
  if (document === undefined) throw new Problem(404, 'no-evidence', `The evidence of ${id} is not in its bucket any more.`);
  const sha256 = createHash('sha256').update(document).digest('hex');
  if (sha256 !== evidence.sha256)
    throw new Error(`the evidence of ${id} was changed: its SHA-256 is ${sha256}, TenantOffboarded says ${evidence.sha256}`);
  return { answer: { tenantId: id, sha256, document } };
};

/** As the stage that exports has written it. */
const Manifest = z.object({ files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })) });

export const postExportDownloads: Handler<'POST /tenants/{id}/export-downloads'> = async ({ path: { id }, caller, note }) => {
  requirePerson(caller);
  const history = await getHistory(id);
  const { deployment, config } = await landingZone();
  const keptUntil = exportKeptUntil(history, config.exports.retentionDays);
  if (!keptUntil)
    throw new Problem(404, 'no-export', `${id} has no export: the off-boarding was not asked for one, or has not come so far.`);
  const { superAdmin } = config.accounts;
  const Bucket = exportBucketName(deployment, superAdmin);
  const text = await read(Bucket, exportKey(id, EXPORT_MANIFEST), superAdmin);
  if (text === undefined) throw new Problem(404, 'no-export', `The export of ${id} was kept until ${keptUntil}.`);
  const files = [...Manifest.parse(JSON.parse(text)).files, { name: EXPORT_MANIFEST }, { name: EXPORT_CHECKSUMS }];
  note({ tenantId: id, target: `${files.length} files` });
  const expiresAt = new Date(Date.now() + VALIDITY * 1000).toISOString();
  return {
    answer: {
      tenantId: id,
      keptUntil,
      expiresAt,
      files: await Promise.all(files.map(async (file) => ({ ...file, url: await addressOf(Bucket, superAdmin, id, file.name) }))),
    },
  };
};

/** Undefined when there is none. */
const read = async (Bucket: string, Key: string, bucketOwner: string): Promise<string | undefined> => {
  try {
    const { Body } = await client(S3Client, { bucketOwner }).send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? '';
  } catch (error) {
    if (isCode(error, 'NoSuchKey')) return undefined;
    throw error;
  }
};

/** Signed by this function's own role, which may read that and no more. */
const addressOf = (Bucket: string, bucketOwner: string, tenantId: string, name: string): Promise<string> =>
  getSignedUrl(
    client(S3Client, { bucketOwner }),
    new GetObjectCommand({
      Bucket,
      Key: exportKey(tenantId, name),
      ResponseContentDisposition: `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
    }),
    { expiresIn: VALIDITY },
  );
