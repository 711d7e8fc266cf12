import { arnOf, policy } from './policy.ts';

/** What every bucket has that a template makes: nobody outside gets in, and its account owns what others write. */
export const privateBucket = {
  VersioningConfiguration: { Status: 'Enabled' },
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
};

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
