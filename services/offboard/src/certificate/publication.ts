import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DetailOf } from '@tenantry/events-schema/event';
import type { ErasureCertified } from '@tenantry/events-schema/offboard';
import { certificateKey, PUBLIC_KEY_FILE } from '@tenantry/shared/domain/certificates';
import { isCode } from '@tenantry/shared/failure/errors';
import { type Certificate, documentOf } from './certificate.ts';
import { pageOf } from './page.ts';
import type { Signer } from './signer.ts';

type Published = DetailOf<typeof ErasureCertified>['certificate'];

/** Certificates in the evidence bucket: signed file, signature, page, and the key that verifies them. */
export interface Certificates {
  readonly find: (tenantId: string) => Promise<Certificate | undefined>;
  readonly publish: (certificate: Certificate) => Promise<Published>;
}

export const certificatesIn = (s3: S3Client, Bucket: string, signer: Signer): Certificates => {
  const put = async (Key: string, body: string | Uint8Array, ContentType: string): Promise<string> => {
    const Body = Buffer.from(body as Uint8Array);
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64'); // S3 refuses what arrived otherwise
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ChecksumSHA256 }));
    return `s3://${Bucket}/${Key}`;
  };
  return {
    find: async (tenantId) => {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: certificateKey(tenantId, 'json') }));
        return JSON.parse((await Body?.transformToString()) ?? '') as Certificate;
      } catch (error) {
        if (isCode(error, 'NoSuchKey')) return undefined;
        throw error;
      }
    },
    publish: async (certificate) => {
      const { tenantId } = certificate;
      const document = documentOf(certificate);
      const sha256 = createHash('sha256').update(document).digest('hex');
      const [signature, { pem }] = await Promise.all([signer.sign(Buffer.from(document)), signer.publicKey()]);
      return {
        publicKey: await put(PUBLIC_KEY_FILE, pem, 'application/x-pem-file'),
        signature: await put(certificateKey(tenantId, 'json.sig'), signature, 'application/octet-stream'),
        page: await put(certificateKey(tenantId, 'html'), pageOf(certificate, sha256), 'text/html; charset=utf-8'),
        location: await put(certificateKey(tenantId, 'json'), document, 'application/json'),
        sha256,
      };
    },
  };
};
