import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';

/** Parameters of ListBuckets; `x-id` is the SDK's own mark. */
const PARAMETERS = ['max-buckets', 'prefix', 'bucket-region', 'continuation-token'];

/** Characters that a key may have, and an XML document may not. */
const NO_XML = /[^\t\n\r\u0020-\ufffd]/;

/** The emulator itself answers PermanentRedirect when a call is signed for another region than the bucket's. */
export const s3Rules: readonly Rule[] = [
  {
    name: 'deletion-is-xml',
    source: 'https://github.com/boto/boto3/issues/2005; https://www.w3.org/TR/xml/#charsets',
    service: 's3',
    operations: ['DeleteObjects'],
    before: (call) => {
      if (!NO_XML.test(call.body.toString('utf8'))) return undefined;
      throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    },
  },
  {
    name: 'bucket-region-on-request',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Bucket.html ("if the request contains at least one valid parameter")',
    service: 's3',
    operations: ['ListBuckets'],
    after: (call, result) => {
      const query = new URLSearchParams(call.path.split('?')[1] ?? '');
      if (PARAMETERS.some((name) => query.has(name))) return result;
      return { ...result, body: Buffer.from(result.body.toString('utf8').replace(/<BucketRegion>[^<]*<\/BucketRegion>/g, '')) };
    },
  },
];
