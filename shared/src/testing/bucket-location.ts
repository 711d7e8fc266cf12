import { testRegion } from './accounts.ts';

/** What CreateBucket takes for a bucket in a region: everywhere but in us-east-1 S3 wants to be told (CreateBucket API reference). */
export const locatedIn = (region: string = testRegion) =>
  region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-central-1' } };
