/** `b.s3.eu-central-1.amazonaws.com`, `b.s3.amazonaws.com`: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const VIRTUAL_HOST = /^(.+)\.s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?::\d+)?$/i;

/** The path of a request to S3 as the API model has it, with the bucket first, also where the host names the bucket. */
export const pathWithBucket = (host: string | undefined, path: string): string => {
  const bucket = VIRTUAL_HOST.exec(host ?? '')?.[1];
  return bucket === undefined ? path : `/${bucket}${path === '/' ? '' : path}`;
};
