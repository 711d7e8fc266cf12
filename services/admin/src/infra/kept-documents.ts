import { evidenceBucketName } from '@tenantry/shared/domain/certificates';
import { exportBucketName, exportKeyAlias } from '@tenantry/shared/domain/exports';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** A tenant's id, a ULID, as a resource of a policy. */
const ANY_TENANT = '?'.repeat(26);

/** Of each tenant the evidence that nothing is left of it, and its exported data: by its id, and no other object. */
export const readsKeptDocuments = (deployment: string, region: string, superAdmin: string): readonly Statement[] => {
  const [evidence, exported] = [evidenceBucketName(deployment, superAdmin), exportBucketName(deployment, superAdmin)];
  return [
    allow('s3:GetObject', [`arn:aws:s3:::${evidence}/${ANY_TENANT}.json`, `arn:aws:s3:::${exported}/${ANY_TENANT}/*`]),
    // Without it S3 answers AccessDenied for an object that is not there.
    allow(
      's3:ListBucket',
      [evidence, exported].map((bucket) => `arn:aws:s3:::${bucket}`),
    ),
    allow('kms:Decrypt', `arn:aws:kms:${region}:${superAdmin}:key/*`, {
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': exportKeyAlias(deployment) },
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
    }),
  ];
};
