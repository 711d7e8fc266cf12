import { S3Client } from '@aws-sdk/client-s3';
import { agrees } from '@tenantry/shared/aws/agrees';
import { resource } from '@tenantry/shared/saga/resource';
import {
  type Bucket,
  bucketsOf,
  FOREIGN_BUCKET,
  isOurBucket,
  type PolicyStatement,
  policyOf,
  putPolicy,
  tlsOnly,
} from '../console-bucket.ts';
import type { Scope } from '../scope.ts';

interface Needs extends Bucket {
  readonly accountId: string;
  readonly distributionId: string;
}
/** The bucket's whole policy. A bucket has one, and the bucket's own step puts the first. */
interface Found extends Bucket {
  readonly statements: readonly PolicyStatement[];
}

/** Only this distribution reads; the condition keeps other accounts' distributions out (CloudFront Developer Guide, "Restricting access to an S3 origin"). */
const readByDistribution = ({ accountId, bucketName, distributionId }: Needs): PolicyStatement => ({
  Sid: 'ReadByDistribution',
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${bucketName}/*`,
  Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${accountId}:distribution/${distributionId}` } },
});
const wanted = (needs: Needs): readonly PolicyStatement[] => [tlsOnly(needs.bucketName), readByDistribution(needs)];

export const bucketPolicy = resource(
  'bucketPolicy',
  {
    // The bucket's own step has looked for it; a removal may not have heard of one.
    find: async (scope: Scope, { bucketName: heard }: Partial<Needs>): Promise<readonly Found[]> =>
      Promise.all(
        (heard === undefined ? await bucketsOf(scope) : [{ bucketName: heard }]).map(async ({ bucketName }) => ({
          bucketName,
          statements: await policyOf(scope.tenant(S3Client), bucketName),
        })),
      ),
    isOurs: isOurBucket,
    create: async ({ tenant }: Scope, needs: Needs): Promise<Found> => {
      const { bucketName } = needs;
      await putPolicy(tenant(S3Client), bucketName, wanted(needs));
      return { bucketName, statements: wanted(needs) };
    },
    differs: (_scope, needs, { statements }) => (agrees(statements, wanted(needs)) ? [] : ['statements']),
    repair: ({ tenant }, needs, { bucketName }) => putPolicy(tenant(S3Client), bucketName, wanted(needs)),
    remove: ({ tenant }, { bucketName }) => putPolicy(tenant(S3Client), bucketName, [tlsOnly(bucketName)]),
    gone: ['NoSuchBucket'],
    foreign: FOREIGN_BUCKET,
    what: ({ bucketName }) => `the bucket ${bucketName}`,
    out: () => ({}),
  },
  { creates: [{ type: 'AWS::S3::BucketPolicy' }] },
);
