import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  paginateListBuckets,
  S3Client,
} from '@aws-sdk/client-s3';
import { isCode, Wait } from '@tenantry/shared/errors';
import { foundIn, hasName, hasTag, type Leftover, type Lister, type Place } from './leftover.ts';

/** Batches of 1,000 versions (the most of DeleteObjects) deleted at a time. */
const BATCHES = 5;

const isTenants = async (place: Place, Bucket: string): Promise<boolean> => {
  if (hasName(place, Bucket)) return true;
  try {
    const { TagSet } = await place.client(S3Client).send(new GetBucketTaggingCommand({ Bucket }));
    return hasTag(place, TagSet);
  } catch (error) {
    if (isCode(error, 'NoSuchTagSet', 'NoSuchBucket')) return false;
    throw error;
  }
};

/** Deletes one batch of versions and delete markers. @returns whether more may be left */
const emptyBatch = async (client: S3Client, Bucket: string): Promise<boolean> => {
  const { Versions = [], DeleteMarkers = [], IsTruncated } = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1000 }));
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  if (Objects.length === 0) return false;
  const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  const [first] = Errors;
  if (first) throw new Error(`${Errors.length} objects of ${Bucket} were not deleted, the first: ${first.Key}: ${first.Code}`);
  return IsTruncated === true;
};

export const buckets: Lister = {
  service: 'S3',
  isGlobal: true,
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { Buckets = [] } of paginateListBuckets({ client: place.client(S3Client) }, {})) {
      for (const { Name = '' } of Buckets) found.push(foundIn(place, 'S3 bucket')(Name, await isTenants(place, Name)));
    }
    return found;
  },
  remove: async (place, { id: Bucket }) => {
    const client = place.client(S3Client);
    for (let batch = 0; await emptyBatch(client, Bucket); batch++) {
      if (batch >= BATCHES) throw new Wait(0, `more versions in ${Bucket} to be deleted`);
    }
    await client.send(new DeleteBucketCommand({ Bucket }));
  },
};
