import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { service } from '@tenantry/shared/infra/function';
import { parse } from 'yaml';
import { isSupported } from '../laptop/setup/node.mjs';
import { files, isGenerated, read } from './repository.ts';

/** Settings of a section of `.editorconfig`. */
const editorConfig = (section: string): Readonly<Record<string, string>> => {
  const [, body = ''] = read('.editorconfig').split(`[${section}]\n`);
  return Object.fromEntries([...(body.split(/^\[/m)[0] ?? '').matchAll(/^(\w+) = (.+)$/gm)].map(([, name, value]) => [name, value]));
};

describe('what editors and tools are told is the same everywhere', () => {
  test('.editorconfig has the width and indentation by which Biome formats', () => {
    const { formatter } = JSON.parse(read('biome.json')) as { formatter: { indentStyle: string; indentWidth: number; lineWidth: number } };
    expect(editorConfig('*')).toMatchObject({
      indent_style: formatter.indentStyle,
      indent_size: String(formatter.indentWidth),
      max_line_length: String(formatter.lineWidth),
    });
  });

  test('.nvmrc names the Node of the functions, and one on which the repository runs', () => {
    const version = read('.nvmrc').trim();
    expect(`nodejs${version}.x`).toBe(service('any', 'dev', 30).provider.runtime);
    expect(isSupported(`${version}.0.0`)).toBe(true);
  });

  test('.gitattributes knows what is generated, so that a review folds it', () => {
    const folded = [...read('.gitattributes').matchAll(/^(\S+) linguist-generated$/gm)].map(([, pattern = '']) => pattern);
    const isFolded = (file: string): boolean =>
      folded.some((pattern) => (pattern.startsWith('**/') ? `/${file}`.includes(pattern.slice(2, -2)) : file.endsWith(pattern)));
    expect(files.filter(isGenerated).filter((file) => !isFolded(file))).toEqual([]);
  });
});

describe('GitHub', () => {
  test('runs on every push what a developer and CI run', () => {
    const { jobs } = parse(read('.github/workflows/ci.yml')) as { jobs: Record<string, { steps: { run?: string }[] }> };
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(commands).toEqual(expect.arrayContaining(['npm run verify', '.ci/run']));
  });

  test.each([
    ['npm', 'package-lock.json'],
    ['pip', 'requirements.txt'],
  ])('has new versions proposed wherever %s has pinned some', (ecosystem, file) => {
    const { updates } = parse(read('.github/dependabot.yml')) as {
      updates: { 'package-ecosystem': string; directory?: string; directories?: string[] }[];
    };
    const watched = updates
      .filter((update) => update['package-ecosystem'] === ecosystem)
      .flatMap(({ directory, directories }) => directories ?? directory ?? []);
    const pinned = files.filter((one) => path.posix.basename(one) === file).map((one) => path.posix.join('/', path.posix.dirname(one)));
    expect([...watched].sort()).toEqual(pinned.sort());
  });
});
