import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { failureOf, Wait } from '../failure/errors.ts';
import { emptyBucket } from './empty-bucket.ts';

/** What a document says: the SDK writes line feeds as references. */
const unescaped = (text: string): string =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const escaped = (key: string): string => key.replace(/[^\w.]/gu, (character) => `&#${character.codePointAt(0)};`);
/** As S3 does, with `encoding-type=url`. */
const encoded = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
/** What S3 takes in a document (XML 1.0, "Characters"); the SDK sends such characters as they are. */
const MALFORMED = /[^\t\n\r\u0020-\ufffd]/;

/** An answer of ListObjectVersions. */
const listOf = (keys: readonly string[], most: number, isEncoded: boolean): string => {
  const keyed = keys.slice(0, most).map((key) => (isEncoded ? encoded(key) : escaped(key)));
  const versions = keyed.map((key) => `<Version><Key>${key}</Key><VersionId>v</VersionId></Version>`);
  const about = `<IsTruncated>${keys.length > most}</IsTruncated>${isEncoded ? '<EncodingType>url</EncodingType>' : ''}`;
  return `<ListVersionsResult>${about}${versions.join('')}</ListVersionsResult>`;
};

/** S3 with one bucket, as far as emptying it goes: real requests, since the SDK's own writing of XML is what is tried. */
const bucketOf = async (keys: readonly string[], { most = 1000, locked = '', encodes = true } = {}) => {
  let left = [...keys];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    const [pathname = '', query = ''] = (request.url ?? '').split('?');
    const searchParams = new URLSearchParams(query);
    const xml = (status: number, text: string) => response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
    if (request.method === 'GET') return xml(200, listOf(left, most, encodes && searchParams.get('encoding-type') === 'url'));
    if (request.method === 'DELETE') {
      if (searchParams.get('versionId') === 'v') left = left.filter((key) => key !== decodeURIComponent(pathname.slice('/bucket/'.length)));
      return response.writeHead(204).end();
    }
    if (MALFORMED.test(body)) return xml(400, '<Error><Code>MalformedXML</Code><Message>not well-formed</Message></Error>');
    const named = left.filter((key) => unescaped(body).includes(`<Key>${key}</Key>`));
    left = left.filter((key) => key === locked || !named.includes(key));
    const refusal = `<Error><Key>${locked}</Key><Code>AccessDenied</Code><Message>protected by object lock</Message></Error>`;
    return xml(200, `<DeleteResult>${named.includes(locked) ? refusal : ''}</DeleteResult>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 1,
  });
  const empty = (batches = 5) =>
    emptyBucket(s3, 'bucket', batches).finally(() => {
      s3.destroy();
      server.closeAllConnections();
      server.close();
    });
  return { empty, left: () => left };
};

describe('a bucket', () => {
  test('is emptied, whatever characters its keys have', async () => {
    const { empty, left } = await bucketOf([
      ...['index.html', 'a\u0001b', 'line\nfeed', 'pages/\u0010 x', 'non\uffffcharacter', 'true', '😀', '&amp;', '<x>'],
      ...[' a ', '   ', '\n', ' \n ', '\r', 'a\rb', 'a\u0085b', 'a\u2028b', 'a+b', '100%', '%41', '%zz\u0001', '..', 'a/../b', './\u0001'],
    ]);
    await empty();
    expect(left()).toEqual([]);
  });

  test('is emptied where keys do not come encoded', async () => {
    const { empty, left } = await bucketOf(['a+b', '100%', 'line\nfeed', 'a\u0001b'], { encodes: false });
    await empty();
    expect(left()).toEqual([]);
  });

  test('of many versions is emptied some at a time', async () => {
    const { empty, left } = await bucketOf(
      Array.from({ length: 7 }, (_, i) => `${i}.html`),
      { most: 2 },
    );
    await expect(empty(1)).rejects.toThrow(Wait);
    expect(left()).toHaveLength(3);
  });

  test('that keeps an object says which, and why', async () => {
    const { empty } = await bucketOf(['a.html', 'kept.html'], { locked: 'kept.html' });
    const error = await empty().catch((caught: unknown) => caught);
    expect(failureOf(error)).toMatchObject({
      call: 'S3 DeleteObjects',
      code: 'AccessDenied',
      message: expect.stringContaining('kept.html of bucket bucket and 0 more objects were not deleted: protected by object lock'),
    });
  });
});
