// The same file in every repository of the tenant application; a test of the platform keeps them equal.
//
//   node release.mjs <repository> <folder> <build command>
//
// Fills <folder> with what <build command> makes of this source version. It is built once for all tenants and kept at
// s3://$ARTIFACT_BUCKET/releases/<repository>/<commit>.zip: the one that creates the claim object first builds, the others wait for the
// result. So every tenant gets the very same bytes, and a build holds no tenant's values.

import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const [repository, folder, command] = process.argv.slice(2);
const { ARTIFACT_BUCKET: bucket, COMMIT_ID: commit, CODEBUILD_BUILD_ID: buildId = `by hand ${randomUUID()}` } = process.env;
if (!repository || !folder || !command || !bucket || !commit) {
  throw new Error('usage: node release.mjs <repository> <folder> <build command>, with ARTIFACT_BUCKET and COMMIT_ID');
}
const key = `releases/${repository}/${commit}.zip`;
const claim = `releases/${repository}/${commit}.claim`;
const POLL_SECONDS = 3;
const POLLS_PER_CLAIM = 3;
/** A build that has not delivered by then was killed; its claim no longer counts. */
const CLAIM_SECONDS = 600;

const scratch = mkdtempSync(join(tmpdir(), 'release-'));
const archive = join(scratch, 'release.zip');

/** Runs `aws s3api`; answers its JSON output, or undefined when S3 says one of the expected error codes. */
const s3 = async (operation, target, options, expected = []) => {
  const options_ = ['--bucket', bucket, '--key', target, '--output', 'json', ...options];
  try {
    const { stdout } = await promisify(execFile)('aws', ['s3api', operation, ...options_]);
    return stdout.trim() === '' ? {} : JSON.parse(stdout);
  } catch (error) {
    if (expected.some((code) => String(error.stderr).includes(`(${code})`))) return undefined;
    throw new Error(`aws s3api ${operation} ${target}: ${error.stderr || error.message}`);
  }
};
const download = async () => {
  if (!(await s3('get-object', key, [archive], ['NoSuchKey', '404']))) return false;
  unzip(readFileSync(archive), folder);
  return true;
};
/** Puts an object that must not exist yet: the first one wins (S3 conditional writes). */
const putFirst = async (target, file) => {
  // Or releases are made elsewhere: then nobody else may put one.
  const taken = ['PreconditionFailed', 'ConditionalRequestConflict', 'AccessDenied'];
  return (await s3('put-object', target, ['--body', file, '--if-none-match', '*'], taken)) !== undefined;
};
/**
 * Takes the right to build. The AWS CLI repeats a put whose answer was lost, and then gets the answer that the object exists: a claim with this
 * build's id in it is its own.
 */
const putClaim = async () => {
  const mine = join(scratch, 'claim');
  writeFileSync(mine, `${buildId}\n`);
  if (await putFirst(claim, mine)) return true;
  const theirs = join(scratch, 'claim-there');
  const found = await s3('get-object', claim, [theirs], ['NoSuchKey', '404']);
  return found !== undefined && readFileSync(theirs, 'utf8') === readFileSync(mine, 'utf8');
};
const claimAge = async () => {
  const found = await s3('head-object', claim, [], ['404']);
  return found ? (Date.now() - Date.parse(found.LastModified)) / 1000 : Number.POSITIVE_INFINITY;
};

const build = async () => {
  try {
    execFileSync('bash', ['-euo', 'pipefail', '-c', command], { stdio: 'inherit' });
    writeFileSync(archive, zip(folder));
    if (await putFirst(key, archive)) console.log(`release ${repository} ${commit}: built`);
    else await download(); // someone who took this build for dead was faster: deliver what all others deliver
  } catch (error) {
    await s3('delete-object', claim, []); // so that others need not wait for what never comes
    throw error;
  }
};

const main = async () => {
  if (await download()) return console.log(`release ${repository} ${commit}: found`);
  if (await putClaim()) return build();
  console.log(`release ${repository} ${commit}: another build makes it`);
  for (let polls = 1; ; polls++) {
    await sleep(POLL_SECONDS * 1000);
    if (await download()) return console.log(`release ${repository} ${commit}: found`);
    if (polls % POLLS_PER_CLAIM !== 1) continue;
    const age = await claimAge();
    // Failed there (no claim left) or killed (an old one): try it here, so that this build's log says why.
    if (age === Number.POSITIVE_INFINITY ? await putClaim() : age > CLAIM_SECONDS) return build();
  }
};

// --- zip: deflate only, no timestamps, so that equal files make equal archives ---

function filesOf(root, below = '') {
  return readdirSync(join(root, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(root, `${below}${entry.name}/`) : [`${below}${entry.name}`]));
}

function crc32(data) {
  let crc = ~0;
  for (const byte of data) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/** APPNOTE.TXT 4.3: local headers with data, the central directory, its end record. */
function zip(root) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const path of filesOf(root)) {
    const name = Buffer.from(path);
    const data = readFileSync(join(root, path));
    const packed = deflateRawSync(data, { level: 9 });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x0800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE((0o100644 << 16) >>> 0, 6); // Unix mode: Lambda wants its files readable
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, entry, name);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, packed);
    offset += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const count = directory.length / 4;
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

function unzip(data, target) {
  rmSync(target, { recursive: true, force: true });
  const end = data.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = data.readUInt16LE(at + 28);
    const path = normalize(data.toString('utf8', at + 46, at + 46 + nameLength));
    if (path.startsWith('..') || path.startsWith('/')) throw new Error(`the release holds a path outside its folder: ${path}`);
    const local = data.readUInt32LE(at + 42);
    const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    const packed = data.subarray(start, start + data.readUInt32LE(at + 20));
    const file = join(target, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, inflateRawSync(packed));
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  if (!existsSync(target)) throw new Error('the release is empty');
}

try {
  await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
