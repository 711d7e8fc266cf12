import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const run = promisify(execFile);
const repositories = ['api', 'database', 'ui'];
const scriptOf = (repository: string): string => fileURLToPath(new URL(`${repository}/release.mjs`, import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'release-test-'));
  await mkdir(path.join(folder, 'bin'));
  await mkdir(path.join(folder, 'bucket'));
  await writeFile(path.join(folder, 'bin', 'aws'), AWS);
  await chmod(path.join(folder, 'bin', 'aws'), 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As much of `aws s3api` as the script uses, on a folder. An object is there as a whole or not at all, and a conditional write makes it once. */
const AWS = `#!${process.execPath}
const fs = require('node:fs');
const [, operation, , , , key, , , ...rest] = process.argv.slice(2);
const file = process.env.BUCKET_FOLDER + '/' + key.replaceAll('/', '_');
const fail = (code) => { console.error('An error occurred (' + code + ') when calling the operation'); process.exit(254); };
if (operation === 'get-object') fs.existsSync(file) ? fs.copyFileSync(file, rest[0]) : fail('NoSuchKey');
if (operation === 'head-object') fs.existsSync(file) ? console.log(JSON.stringify({ LastModified: fs.statSync(file).mtime })) : fail('404');
if (operation === 'delete-object') fs.rmSync(file, { force: true });
const part = process.env.BUCKET_FOLDER + '.part-' + process.pid;
if (operation === 'put-object') try { fs.copyFileSync(rest[1], part); fs.linkSync(part, file); } catch { fail('PreconditionFailed'); } finally { fs.rmSync(part, { force: true }); }
// The answer is lost on the way: the CLI asks again, and is told that the object exists.
if (operation === 'put-object' && process.env.LOSES_ANSWERS) fail('PreconditionFailed');
`;
const bucket = () => path.join(folder, 'bucket');
let builds = 0;
/** Runs the script as a build of its own; answers what it said. */
const release = async (command: string, more: NodeJS.ProcessEnv = {}): Promise<string> => {
  const cwd = path.join(folder, `build-${builds++}`);
  await mkdir(cwd);
  const { stdout } = await run(process.execPath, [scriptOf('database'), 'database', 'dist', command], {
    cwd,
    env: {
      PATH: `${path.join(folder, 'bin')}:${process.env.PATH}`,
      BUCKET_FOLDER: bucket(),
      ARTIFACT_BUCKET: 'artifacts',
      COMMIT_ID: 'c0ffee',
      ...more,
    },
  });
  return `${stdout.trim().split('\n').at(-1)} ${await readFile(path.join(cwd, 'dist', 'deep', 'file'), 'utf8')}`;
};
const BUILD = 'mkdir -p dist/deep && head -c 200000 /dev/zero >> dist/zeros && echo $RANDOM$RANDOM > dist/deep/file && sleep 0.5';

test('the repositories of the tenant application share one release script', async () => {
  const [first, ...others] = await Promise.all(repositories.map((repository) => readFile(scriptOf(repository), 'utf8')));
  for (const other of others) expect(other).toBe(first);
});

test('a release is built once, whoever asks and however many at a time: all get the same bytes', async () => {
  const said = await Promise.all([release(BUILD), release(BUILD), release(BUILD)]);
  expect(said.filter((text) => text.includes(': built'))).toHaveLength(1);
  expect(said.filter((text) => text.includes(': found'))).toHaveLength(2);
  expect(await release('false')).toContain(': found');
  expect(new Set(said.map((text) => text.split(' ').at(-1))).size).toBe(1);
});

test('equal files make equal archives, readable by others', async () => {
  const build = 'mkdir -p dist/deep && printf same > dist/deep/file && printf other > dist/a';
  await release(build);
  const file = path.join(bucket(), 'releases_database_c0ffee.zip');
  const first = await readFile(file);
  await rm(bucket(), { recursive: true });
  await mkdir(bucket());
  await release(build);
  expect((await readFile(file)).equals(first)).toBe(true);
  const { unzipSync } = await import('fflate');
  expect(Object.keys(unzipSync(first))).toEqual(['a', 'deep/file']);
});

test('a failed build leaves no claim, so that the next one builds', async () => {
  await expect(release('echo broken >&2; exit 3')).rejects.toThrow('broken');
  expect(await readdir(bucket())).toEqual([]);
  expect(await release(BUILD)).toContain(': built');
});

test('a build whose claim was made, and whose answer was lost, does not wait for itself', async () => {
  const said = await release(BUILD, { LOSES_ANSWERS: 'yes', CODEBUILD_BUILD_ID: 'tenantry-data:1' });
  expect(said).not.toContain('another build makes it');
  expect(await readdir(bucket())).toEqual(['releases_database_c0ffee.claim', 'releases_database_c0ffee.zip']);
});

test('the claim of a build that was killed ends after ten minutes', async () => {
  const claim = path.join(bucket(), 'releases_database_c0ffee.claim');
  await writeFile(claim, 'killed');
  const longAgo = new Date(Date.now() - 601_000);
  await utimes(claim, longAgo, longAgo);
  expect(await release(BUILD)).toContain(': built');
});
