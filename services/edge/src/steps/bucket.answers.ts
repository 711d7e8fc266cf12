import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.bucket', [
  {
    direction: 'forward',
    call: 's3.CreateBucket',
    answer: { code: 'NotSignedUp', message: 'Your account is not signed up for the Amazon S3 service.', status: 403 },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    follows: { kind: 'waits', reason: 'AWS is still setting the account up (NotSignedUp)' },
  },
  {
    direction: 'forward',
    call: 's3.CreateBucket',
    answer: { code: 'TooManyBuckets', message: 'You have attempted to create more buckets than allowed.' },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 's3.CreateBucket',
    answer: {
      code: 'BucketAlreadyExists',
      message:
        'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Select a different name and try again.',
      status: 409,
    },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html',
    follows: { kind: 'stalls', advice: 'its new id gives other names' },
  },
  {
    direction: 'forward',
    call: 's3.PutBucketVersioning',
    answer: {
      code: 'OperationAborted',
      message: 'A conflicting conditional operation is currently in progress against this resource. Please try again.',
      status: 409,
    },
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/7628',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 's3.DeleteBucket',
    answer: {
      code: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
      status: 409,
    },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 's3.DeleteBucket',
    answer: { code: 'AccessDenied', message: 'Access Denied', status: 403 },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    follows: { kind: 'stalls', advice: 'permission' },
  },
]);
