import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { files, matches, read } from './repository.ts';

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Packages = Readonly<Record<string, Entry>>;

const locks = files.filter((file) => path.basename(file) === 'package-lock.json');
const packagesOf = (file: string): Packages => (JSON.parse(read(file)) as { packages: Packages }).packages;

/** Whether a package finds another by Node's rule: in its own node_modules, then in those of the folders above. */
const resolves = (packages: Packages, from: string, name: string): boolean => {
  for (let folder = from; ; ) {
    if (packages[path.posix.join(folder, 'node_modules', name)]) return true;
    if (folder === '') return false;
    folder = folder.replace(/(^|\/)[^/]*$/, '');
  }
};

/** `package: dependency` of all that a lock file leaves out; `npm ci` refuses it then, as out of sync. */
const missing = (packages: Packages): readonly string[] =>
  Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !resolves(packages, from, name))
      .map((name) => `${from || 'the repository'}: ${name}`),
  );

describe.each(locks)('%s', (file) => {
  test('names what every package needs on every platform: npm ci takes it as it is', () => {
    expect(missing(packagesOf(file))).toEqual([]);
  });

  test('knows the hash of all that is downloaded', () => {
    const unknown = Object.entries(packagesOf(file)).filter(
      ([name, { integrity, link }]) => /(^|\/)node_modules\//.test(name) && !link && !integrity,
    );
    expect(unknown.map(([name]) => name)).toEqual([]);
  });

  test('names no registry: it installs from whatever registry npm is set to', () => {
    expect(matches(file, /"resolved": "http/)).toEqual([]);
  });
});

test('there is one version of each package of the AWS SDK and of Powertools: a function bundles none twice', () => {
  const versions = new Map<string, Set<string>>();
  for (const [folder, { version = '' }] of Object.entries(packagesOf('package-lock.json'))) {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (/^@(aws-sdk|smithy|aws-lambda-powertools)\//.test(name)) versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  expect(versions.size).toBeGreaterThan(40);
  expect([...versions].filter(([, all]) => all.size > 1).map(([name, all]) => `${name}: ${[...all].join(', ')}`)).toEqual([]);
});

test('a platform that is left out is seen', () => {
  const tool = { optionalDependencies: { 'tool-linux': '1.0.0', 'tool-darwin': '1.0.0' } };
  const packages: Packages = {
    '': {},
    'node_modules/@a/tool': tool,
    'node_modules/tool-linux': {},
    'console/node_modules/tool-darwin': {},
  };
  expect(missing(packages)).toEqual(['node_modules/@a/tool: tool-darwin']);
  expect(missing({ ...packages, 'node_modules/@a/tool/node_modules/tool-darwin': {} })).toEqual([]);
});
