import { listOf } from '../../gateway/xml.ts';
import { type Asked, ask, field, type Input, type Look, member, type Requests, type Table, text, useKey } from './asked.ts';
import { created, tagsOf } from './tags.ts';

/** Amazon S3 User Guide, "Required permissions for Amazon S3 API operations". */
const bucket = (input: Input): string => `arn:aws:s3:::${field(input, 'Bucket')}`;
const object = (input: Input): string => `${bucket(input)}/${field(input, 'Key')}`;

const onBucket =
  (action: string): Requests =>
  (input) =>
    ask(`s3:${action}`, bucket(input));

/** SSE-KMS with a customer's key asks the caller's right to use it (S3 User Guide, "Using server-side encryption with AWS KMS keys"). */
const withKey = async (input: Input, look: Look, ...actions: readonly string[]): Promise<readonly Asked[]> =>
  useKey(input, 's3', await look.bucketKey(field(input, 'Bucket')), actions);
const onObject =
  (action: string, ...kms: readonly string[]): Requests =>
  async (input, look) => {
    const versioned = field(input, 'versionId') !== '' && ['GetObject', 'DeleteObject'].includes(action);
    return [...ask(`s3:${action}${versioned ? 'Version' : ''}`, object(input)), ...(await withKey(input, look, ...kms))];
  };

const createBucket: Requests = (input) => {
  const tags = tagsOf(member(input.params.body, 'CreateBucketConfiguration', 'Tags', 'Tag'));
  const ownership = input.headers['x-amz-object-ownership'];
  return [
    ...created('s3:CreateBucket', bucket(input), tags, 's3:TagResource'),
    // CreateBucket's API reference, "Permissions": setting the ownership while creating asks for it too.
    ...(ownership === undefined ? [] : ask('s3:PutBucketOwnershipControls', bucket(input))),
  ];
};

/**
 * Each object by itself. DeleteObjects always needs s3:DeleteObject, and s3:DeleteObjectVersion besides where it names a version (S3 API
 * Reference, DeleteObjects, "Permissions").
 */
const deleteObjects: Requests = (input) =>
  listOf(member(input.params.body, 'Delete', 'Object')).flatMap((one) => {
    const resource = `${bucket(input)}/${text(member(one, 'Key'))}`;
    return [
      ...ask('s3:DeleteObject', resource),
      ...(member(one, 'VersionId') === undefined ? [] : ask('s3:DeleteObjectVersion', resource)),
    ];
  });

const copyObject: Requests = async (input, look) => [
  ...ask('s3:GetObject', `arn:aws:s3:::${decodeURIComponent(input.headers['x-amz-copy-source'] ?? '').replace(/^\//, '')}`),
  ...(await onObject('PutObject', 'GenerateDataKey')(input, look)),
];

/** What a conditional header gives a policy to ask for (S3 User Guide, "Enforce conditional writes on Amazon S3 buckets"). */
const conditional =
  (requests: Requests): Requests =>
  async (input, look) => {
    const keys = ['if-match', 'if-none-match'].flatMap((name) => {
      const value = input.headers[name];
      return value === undefined ? [] : [[`s3:${name}`, value] as const];
    });
    const created = Object.fromEntries([...keys, ['s3:ObjectCreationOperation', 'true']]);
    return (await requests(input, look)).map((asked) =>
      asked.action === 's3:PutObject' ? { ...asked, keys: { ...asked.keys, ...created } } : asked,
    );
  };

const read = onObject('GetObject', 'Decrypt');
const write = conditional(onObject('PutObject', 'GenerateDataKey'));
// Parts are decrypted when they are put together (S3 User Guide, "Multipart upload API and permissions").
const writePart = onObject('PutObject', 'GenerateDataKey', 'Decrypt');

export const s3: Table = {
  ListBuckets: () => ask('s3:ListAllMyBuckets', '*'),
  CreateBucket: createBucket,
  DeleteBucket: onBucket('DeleteBucket'),
  HeadBucket: onBucket('ListBucket'),
  ListObjects: onBucket('ListBucket'),
  ListObjectsV2: onBucket('ListBucket'),
  ListObjectVersions: onBucket('ListBucketVersions'),
  ListMultipartUploads: onBucket('ListBucketMultipartUploads'),
  GetBucketLocation: onBucket('GetBucketLocation'),
  GetBucketPolicy: onBucket('GetBucketPolicy'),
  PutBucketPolicy: onBucket('PutBucketPolicy'),
  DeleteBucketPolicy: onBucket('DeleteBucketPolicy'),
  GetBucketTagging: onBucket('GetBucketTagging'),
  PutBucketTagging: onBucket('PutBucketTagging'),
  GetBucketVersioning: onBucket('GetBucketVersioning'),
  PutBucketVersioning: onBucket('PutBucketVersioning'),
  GetBucketEncryption: onBucket('GetEncryptionConfiguration'),
  PutBucketEncryption: onBucket('PutEncryptionConfiguration'),
  GetBucketLifecycleConfiguration: onBucket('GetLifecycleConfiguration'),
  PutBucketLifecycleConfiguration: onBucket('PutLifecycleConfiguration'),
  PutBucketOwnershipControls: onBucket('PutBucketOwnershipControls'),
  PutPublicAccessBlock: onBucket('PutBucketPublicAccessBlock'),
  GetPublicAccessBlock: onBucket('GetBucketPublicAccessBlock'),
  GetObject: read,
  HeadObject: read,
  GetObjectAttributes: read,
  PutObject: write,
  CreateMultipartUpload: writePart,
  UploadPart: writePart,
  CompleteMultipartUpload: conditional(writePart),
  AbortMultipartUpload: onObject('AbortMultipartUpload'),
  ListParts: onObject('ListMultipartUploadParts'),
  CopyObject: copyObject,
  DeleteObject: onObject('DeleteObject'),
  DeleteObjects: deleteObjects,
};
