import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateBucketCommand, ListBucketsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { client } from './client.ts';

let server: Server;
let owners: IncomingHttpHeaders[string][];
let region = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    owners.push(request.headers['x-amz-expected-bucket-owner']);
    response.writeHead(200, { 'content-type': 'application/xml' }).end('<Answer/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'y',
  });
});
beforeEach(() => {
  owners = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
/** A separate client: clients are kept by class, role, region and owner. */
const open = (bucketOwner?: string): S3Client => client(S3Client, { region: `test-${region++}`, bucketOwner });
const Bucket = 'tenantry';

test('every request about a bucket says whose it should be, those of pages and parts included', async () => {
  await open('111111111111').send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  await open('222222222222').send(new ListObjectsV2Command({ Bucket }));
  expect(owners).toEqual(['111111111111', '222222222222']);
});

test('a request about a bucket of nobody knows whom is not sent', async () => {
  await expect(open().send(new ListObjectsV2Command({ Bucket }))).rejects.toThrow('nobody said whose the bucket is');
  expect(owners).toEqual([]);
});

test('what asks about no bucket, or makes one, says nothing', async () => {
  await open().send(new ListBucketsCommand({}));
  await open().send(new CreateBucketCommand({ Bucket }));
  expect(owners).toEqual([undefined, undefined]);
});
