import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** What changes a bucket itself. */
const CHANGES = [
  'CreateBucket',
  'DeleteBucket',
  'DeleteBucketPolicy',
  'PutBucketEncryption',
  'PutBucketLifecycleConfiguration',
  'PutBucketOwnershipControls',
  'PutBucketPolicy',
  'PutBucketTagging',
  'PutBucketVersioning',
  'PutPublicAccessBlock',
];

/** Names that S3 keeps for itself; what else a name must be, the emulator knows. */
const RESERVED = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** After the other rules of S3: the last of them sends the call on itself. */
export const s3BucketRules: readonly Rule[] = [
  {
    name: 'bucket-name',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    service: 's3',
    operations: ['CreateBucket'],
    before: (call) => {
      if (!RESERVED.test(String(call.params.Bucket))) return undefined;
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
    },
  },
  {
    name: 'bucket-change-in-progress',
    source:
      'https://github.com/hashicorp/terraform-provider-aws/issues/7628; https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    service: 's3',
    operations: CHANGES,
    before: oneAtATime(
      ({ params }) => String(params.Bucket),
      () => {
        const message = 'A conflicting conditional operation is currently in progress against this resource. Please try again.';
        return new AwsError('OperationAborted', message, 409);
      },
    ),
  },
];
