import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** Files below it have a hash in their names. */
const ASSETS = 'assets/';
const PARALLEL = 8;
/** A tab that is open asks for files of the release with which it was opened. */
const OLD_RELEASE_MS = 7 * 24 * 60 * 60_000;

/** Uploads a build; the page comes last, so that it never names a file which is not there. Removes files of releases long gone. */
export const upload = async (s3: S3Client, Bucket: string, folder: string): Promise<number> => {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    // The builder's own notes are hidden.
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/.vite'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  const there = new Map<string, Date | undefined>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
    for (const { Key = '', LastModified } of Contents) there.set(Key, LastModified);
  }
  const missing = names.filter((name) => name.startsWith(ASSETS) && !there.has(name));
  for (let i = 0; i < missing.length; i += PARALLEL) {
    await Promise.all(missing.slice(i, i + PARALLEL).map(async (name) => put(s3, Bucket, name, await readFile(path.join(folder, name)))));
  }
  const pages = names.filter((name) => !name.startsWith(ASSETS));
  for (const name of pages) await put(s3, Bucket, name, await readFile(path.join(folder, name)));
  const old = [...there].filter(
    ([name, at]) => name.startsWith(ASSETS) && !names.includes(name) && Date.now() - (at?.getTime() ?? 0) > OLD_RELEASE_MS,
  );
  if (old.length > 0) {
    const Objects = old.slice(0, 1000).map(([Key]) => ({ Key }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  }
  return missing.length + pages.length;
};

/** CloudFront asks the bucket again for what says `no-cache`, so a release needs no invalidation. */
export const put = async (s3: S3Client, Bucket: string, Key: string, Body: Uint8Array | string): Promise<void> => {
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body,
      ContentType: TYPES[path.extname(Key)] ?? 'application/octet-stream',
      CacheControl: Key.startsWith(ASSETS) ? 'public, max-age=31536000, immutable' : 'no-cache',
    }),
  );
};
