import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { client } from '@tenantry/shared/aws/client';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { certificateKey, evidenceBucketName, PUBLIC_KEY_FILE } from '@tenantry/shared/domain/certificates';
import { Problem } from '../../problem/problem.ts';
import { getHistory } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';

export const getCertificate: Handler<'GET /tenants/{id}/certificate'> = async ({ path: { id } }) => {
  const { latest } = await getHistory(id);
  const { completeOn } = latest.ErasureCertified?.detail ?? {};
  if (typeof completeOn !== 'string') {
    throw new Problem(404, 'no-certificate', `${id} has no certificate of erasure: it is issued when the tenant is off-boarded.`);
  }
  const { deployment, config } = await landingZone();
  const { superAdmin: bucketOwner } = config.accounts;
  const Bucket = evidenceBucketName(deployment, bucketOwner);
  const read = async (Key: string): Promise<Buffer> => {
    const { Body } = await client(S3Client, { bucketOwner }).send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  const [document, signature, publicKey, page] = await Promise.all([
    read(certificateKey(id, 'json')),
    read(certificateKey(id, 'json.sig')),
    read(PUBLIC_KEY_FILE),
    read(certificateKey(id, 'html')),
  ]);
  return {
    answer: {
      tenantId: id,
      completeOn,
      document: document.toString('utf8'),
      signature: signature.toString('base64'),
      publicKey: publicKey.toString('utf8'),
      page: page.toString('utf8'),
    },
  };
};
