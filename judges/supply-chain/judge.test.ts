import { describe, expect, test } from '@jest/globals';
import { OLDEST_DAYS, pinFindings, staleFindings, YOUNGEST_DAYS } from './judge.ts';
import { npmPins, type Pin, pythonPins } from './pins.ts';
import type { PinRecord } from './record.ts';

const ASKED = '2026-06-30';
const daysBefore = (days: number): string => new Date(Date.parse(ASKED) - days * 86_400_000).toISOString().slice(0, 10);
const pin = (changes: Partial<Pin> = {}): Pin => ({
  ecosystem: 'npm',
  name: 'one',
  version: '1.0.0',
  file: 'package-lock.json',
  hashes: ['sha512-abc'],
  licence: 'MIT',
  direct: true,
  ...changes,
});
const record = (published: string, more: Partial<PinRecord> = {}): PinRecord => ({
  asked: ASKED,
  npm: { 'one@1.0.0': { published } },
  pypi: { 'one@1.0.0': { published, licence: 'MIT' } },
  ...more,
});
const rules = (changes: Partial<Pin>, of: PinRecord = record(daysBefore(100))): readonly string[] =>
  pinFindings([pin(changes)], of).map(({ rule }) => rule);

describe('a pin', () => {
  test('that is well is not found', () => {
    expect(rules({})).toEqual([]);
    expect(rules({ ecosystem: 'pypi', hashes: ['sha256:ab'] })).toEqual([]);
  });

  test.each([
    ['none', []],
    ['SHA-1', ['sha1-abc']],
    ['MD5', ['md5:abc']],
  ])('whose hash is %s is found', (_hash, hashes) => {
    expect(rules({ hashes })).toEqual(['hash']);
  });

  test.each([
    ['AGPL-3.0-only', ['licence']],
    ['GPL-3.0-or-later', ['licence']],
    ['see LICENSE', ['licence']],
    ['MIT AND AGPL-3.0-only', ['licence']],
    ['AGPL-3.0-only OR MIT', []],
    ['Apache-2.0 AND MIT', []],
  ])('of the licence %s is found, or not: %j', (licence, expected) => {
    expect(rules({ licence })).toEqual(expected);
  });

  test('whose licence nobody says is found', () => {
    const { licence: _, ...silent } = pin();
    expect(pinFindings([silent], record(daysBefore(100))).map(({ says }) => says)).toEqual(['says no licence']);
  });

  test('too young or too old is found; how old a package of a package is, only when it is too young', () => {
    expect(rules({}, record(daysBefore(YOUNGEST_DAYS - 1)))).toEqual(['age']);
    expect(rules({}, record(daysBefore(YOUNGEST_DAYS)))).toEqual([]);
    expect(rules({}, record(daysBefore(OLDEST_DAYS)))).toEqual([]);
    expect(rules({}, record(daysBefore(OLDEST_DAYS + 1)))).toEqual(['age']);
    expect(rules({ direct: false }, record(daysBefore(OLDEST_DAYS + 1)))).toEqual([]);
  });

  test('of which nothing was asked is found, and so is what was asked and is pinned no more', () => {
    expect(rules({ version: '2.0.0' })).toEqual(['record']);
    expect(staleFindings([pin({ version: '2.0.0' })], record(daysBefore(100), { pypi: {} })).map(({ where }) => where)).toEqual([
      'pins.json one@1.0.0',
    ]);
  });
});

describe('pins are read', () => {
  test('of npm, with names behind aliases; own packages and links are none', () => {
    const lock = {
      packages: {
        '': { name: 'own', devDependencies: { serverless: 'npm:osls@4.0.0' } },
        shared: { name: '@own/shared' },
        'node_modules/@own/shared': { resolved: 'shared', link: true },
        'node_modules/serverless': { name: 'osls', version: '4.0.0', integrity: 'sha512-a', license: 'MIT' },
        'node_modules/serverless/node_modules/ms': { version: '2.0.0', integrity: 'sha512-b', license: 'MIT' },
      },
    };
    const read = npmPins('package-lock.json', JSON.stringify(lock));
    expect(read.map(({ name, version, direct }) => ({ name, version, direct }))).toEqual([
      { name: 'osls', version: '4.0.0', direct: true },
      { name: 'ms', version: '2.0.0', direct: false },
    ]);
  });

  test('of Python, with what the command at the head asked for', () => {
    const text = [
      '# Made by: echo Tool==1.0 | uv pip compile',
      'Tool==1.0 \\',
      '    --hash=sha256:aa \\',
      '    --hash=sha256:bb',
      "other[x]==2.0 ; python_version < '3.11' \\",
      '    --hash=sha256:cc',
      'loose>=3',
    ].join('\n');
    expect(pythonPins('requirements.txt', text)).toEqual([
      { ecosystem: 'pypi', name: 'tool', version: '1.0', file: 'requirements.txt', hashes: ['sha256:aa', 'sha256:bb'], direct: true },
      { ecosystem: 'pypi', name: 'other', version: '2.0', file: 'requirements.txt', hashes: ['sha256:cc'], direct: false },
      { ecosystem: 'pypi', name: 'loose>=3', version: '', file: 'requirements.txt', hashes: [], direct: false },
    ]);
  });
});
