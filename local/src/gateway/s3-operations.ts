import type { RestMatch } from './rest-operations.ts';

/** Sub-resources of a bucket (`?policy`) by the noun in their operation's name: GetBucketPolicy, PutBucketPolicy. */
const BUCKET_NOUNS: Readonly<Record<string, string>> = {
  policy: 'Policy',
  versioning: 'Versioning',
  encryption: 'Encryption',
  tagging: 'Tagging',
  lifecycle: 'LifecycleConfiguration',
  cors: 'Cors',
  notification: 'NotificationConfiguration',
  ownershipControls: 'OwnershipControls',
  logging: 'Logging',
  website: 'Website',
  acl: 'Acl',
  location: 'Location',
  policyStatus: 'PolicyStatus',
};
const VERBS: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete' };

const bucketOperation = (method: string, query: URLSearchParams): string => {
  const verb = VERBS[method] ?? '';
  if (query.has('publicAccessBlock')) return `${verb}PublicAccessBlock`;
  if (query.has('object-lock')) return `${verb}ObjectLockConfiguration`;
  for (const [key, noun] of Object.entries(BUCKET_NOUNS)) if (query.has(key)) return `${verb}Bucket${noun}`;
  if (query.has('versions')) return 'ListObjectVersions';
  if (query.has('uploads')) return 'ListMultipartUploads';
  if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
  if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  return { PUT: 'CreateBucket', DELETE: 'DeleteBucket', HEAD: 'HeadBucket' }[method] ?? '';
};

const objectOperation = (method: string, query: URLSearchParams, copy: boolean): string => {
  if (query.has('uploads')) return 'CreateMultipartUpload';
  if (query.has('uploadId')) {
    return { PUT: 'UploadPart', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload', GET: 'ListParts' }[method] ?? '';
  }
  if (query.has('tagging')) return `${VERBS[method] ?? ''}ObjectTagging`;
  if (query.has('attributes')) return 'GetObjectAttributes';
  if (method === 'PUT' && copy) return 'CopyObject';
  return { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject', HEAD: 'HeadObject' }[method] ?? '';
};

/** The S3 operation of a path-style request; `Bucket` and `Key` are its parameters. */
export const s3Operation = (method: string, path: string, query: URLSearchParams, copy: boolean): RestMatch => {
  const [, bucket = '', ...rest] = path.split('/');
  const key = rest.join('/');
  if (bucket === '') return { operation: 'ListBuckets', params: {} };
  if (key === '') return { operation: bucketOperation(method, query), params: { Bucket: bucket } };
  return { operation: objectOperation(method, query, copy), params: { Bucket: bucket, Key: decodeURIComponent(key) } };
};
