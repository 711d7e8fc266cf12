import { arnOf, policy } from './policy.ts';

/** What every bucket has that a template makes: nobody outside gets in, and its account owns what others write. */
const privateBucket = {
  VersioningConfiguration: { Status: 'Enabled' },
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
};

/**
 * A private bucket that outlives its stack: what it holds cannot be made again. It goes only with its own failed creation.
 * @param keyArn KMS key that encrypts it; S3's own key when absent
 * @param properties more of them, e.g. how long objects are kept
 */
export const lastingBucket = (BucketName: unknown, keyArn: unknown, properties: object) => ({
  Type: 'AWS::S3::Bucket',
  DeletionPolicy: 'RetainExceptOnCreate' as const,
  UpdateReplacePolicy: 'Retain' as const,
  Properties: {
    BucketName,
    ...privateBucket,
    BucketEncryption: { ServerSideEncryptionConfiguration: [encryptedBy(keyArn)] },
    ...properties,
  },
});
const encryptedBy = (keyArn: unknown) =>
  keyArn === undefined
    ? { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }
    : { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn }, BucketKeyEnabled: true };

/** The policy of such a bucket: nobody reads or writes without TLS. */
export const bucketPolicy = (logicalId: string, statements: readonly object[] = []) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: {
    Bucket: { Ref: logicalId },
    PolicyDocument: policy([
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [arnOf(logicalId), { 'Fn::Sub': `\${${logicalId}.Arn}/*` }],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      ...statements,
    ]),
  },
});
