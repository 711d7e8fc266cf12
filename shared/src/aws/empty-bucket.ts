import {
  type _Error,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  type EncodingType,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Wait } from '../failure/errors.ts';

/** The most that one list answers, and that DeleteObjects takes. */
const BATCH = 1000;

interface Version {
  readonly Key: string | undefined;
  readonly VersionId: string | undefined;
}

/**
 * Keys are any Unicode, XML is not: DeleteObjects refuses a document with such a key (MalformedXML), or passes over the object and says
 * nothing (https://github.com/boto/boto3/issues/2005, https://github.com/aws/aws-sdk/issues/271; XML 1.0, "Characters").
 */
const NO_XML = /[^\t\n\r\u0020-\ufffd]/;
const fitsXml = ({ Key = '' }: Version): boolean => !NO_XML.test(Key);

/** DeleteObjects answers 200 even where objects stay. S3 names the reason for each. */
const refused = (bucket: string, [first, ...others]: readonly [_Error, ...(readonly _Error[])]): Error =>
  Object.assign(new Error(`${first.Key} of bucket ${bucket} and ${others.length} more objects were not deleted: ${first.Message}`), {
    name: first.Code ?? 'Error',
    call: 'S3 DeleteObjects',
  });

/**
 * Keys come encoded as in the query of a URL: an answer in XML cannot hold all characters, and the SDK reads one of nothing but white
 * space as empty (API reference, ListObjectVersions, `EncodingType`; botocore does so by default).
 */
const keyOf = (key: string | undefined, encoding: EncodingType | undefined): string | undefined =>
  encoding === 'url' ? key && decodeURIComponent(key.replaceAll('+', ' ')) : key;

/** Deletes one batch of versions and delete markers. @returns whether more may be left */
const emptyBatch = async (s3: S3Client, Bucket: string): Promise<boolean> => {
  const list = new ListObjectVersionsCommand({ Bucket, MaxKeys: BATCH, EncodingType: 'url' });
  const { Versions = [], DeleteMarkers = [], IsTruncated, EncodingType: encoding } = await s3.send(list);
  const found: readonly Version[] = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key: keyOf(Key, encoding), VersionId }));
  const Objects = found.filter(fitsXml);
  if (Objects.length > 0) {
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: Objects.map(({ Key, VersionId }) => ({ Key, VersionId })), Quiet: true } }),
    );
    const [first, ...others] = Errors;
    if (first) throw refused(Bucket, [first, ...others]);
  }
  for (const { Key, VersionId } of found.filter((one) => !fitsXml(one))) {
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
  }
  return IsTruncated === true;
};

/**
 * Deletes every version of every object, and the delete markers.
 * @param s3 in the bucket's own region
 * @param batches of 1,000 versions in one call
 * @throws Wait while more may be left
 */
export const emptyBucket = async (s3: S3Client, Bucket: string, batches: number): Promise<void> => {
  for (let batch = 0; await emptyBatch(s3, Bucket); batch++) {
    if (batch >= batches) throw new Wait(0, `more versions in ${Bucket} to be deleted`);
  }
};
