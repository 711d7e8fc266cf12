import { DeleteBucketCommand, GetBucketTaggingCommand, paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { emptyBucket } from '@tenantry/shared/aws/empty-bucket';
import { hasTag } from '@tenantry/shared/aws/tags';
import { isCode } from '@tenantry/shared/failure/errors';
import { type AccountInRegion, foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

/** Batches of 1,000 versions deleted in one look. */
const BATCHES = 5;

const isTenants = async (place: AccountInRegion, client: S3Client, Bucket: string): Promise<boolean> => {
  if (hasName(place, Bucket)) return true;
  try {
    const { TagSet } = await client.send(new GetBucketTaggingCommand({ Bucket }));
    return hasTag(place, TagSet);
  } catch (error) {
    if (isCode(error, 'NoSuchTagSet', 'NoSuchBucket')) return false;
    throw error;
  }
};

/** S3 returns the buckets' regions only if a parameter asks for it (API reference, ListBuckets, `BucketRegion`). */
const PAGE = 1000;

/** Names are listed globally; all else is asked in a bucket's own region, or S3 answers with a redirect (PermanentRedirect). */
export const buckets: Lister = {
  service: 'S3',
  finds: ['AWS::S3::Bucket'],
  isGlobal: true,
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { Buckets = [] } of paginateListBuckets({ client: place.client(S3Client), pageSize: PAGE }, {})) {
      for (const { Name = '', BucketRegion: region = place.zone.config.region } of Buckets) {
        const theirs = await isTenants(place, place.client(S3Client, region), Name);
        found.push(foundIn({ ...place, region }, 'S3 bucket')(Name, theirs));
      }
    }
    return found;
  },
  remove: async (place, { id: Bucket, region }) => {
    const client = place.client(S3Client, region);
    await emptyBucket(client, Bucket, BATCHES);
    await client.send(new DeleteBucketCommand({ Bucket }));
  },
};
