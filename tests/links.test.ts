import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anchorsOf, proseOf } from '@tenantry/shared/testing/markdown';
import { commentsOf, files, isCode, isGenerated, read, spelled } from './repository.ts';

const documents = files.filter((file) => file.endsWith('.md'));
const folders = new Set(files.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))));

/** Why a link leads nowhere; undefined when it is fine. */
const broken = (from: string, link: string): string | undefined => {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? from : path.posix.normalize(path.posix.join(path.posix.dirname(from), target)).replace(/\/$/, '');
  if (!files.includes(file) && !folders.has(file)) return `${from}: ${link}: there is no ${file}`;
  if (anchor && !(file.endsWith('.md') && anchorsOf(read(file)).includes(anchor))) return `${from}: ${link}: ${file} has no such heading`;
  return undefined;
};

describe('links between documents lead somewhere', () => {
  test.each(documents)('%s', (document) => {
    const links = [...proseOf(read(document)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^[a-z]+:/.test(link));
    expect(links.flatMap((link) => broken(document, link) ?? [])).toEqual([]);
  });
});

/** Every folder above a file, and its `src`, from which a comment may name a file. */
const placesOf = (file: string): readonly string[] => {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/')).flatMap((folder) => [folder, `${folder}/src`]);
};
/** What looks like a file of the repository, as a path or by its name alone. */
const NAMED_FILE = /(?<![\w./:@<*>$}{-])[\w.-]+(?:\/[\w.-]+)*\.(?:tsx?|mjs|py|md|sql)\b(?![\w/(-])/g;
/** Every stage or service has one, and comments speak of it in general. */
const IN_EACH = ['stage.ts', 'serverless.ts'];
const namedIn = (file: string, text: string): readonly string[] =>
  [...commentsOf(text).join('\n').matchAll(NAMED_FILE)]
    .map(([named]) => named)
    .filter((named) => !IN_EACH.includes(named) && !['', ...placesOf(file)].some((place) => files.includes(path.posix.join(place, named))));

describe('a file that is named is there', () => {
  test('in a comment: by its path, or beside the comment', () => {
    const code = files.filter((file) => isCode(file) && !isGenerated(file));
    expect(code.flatMap((file) => namedIn(file, read(file)).map((named) => `${file}: there is no ${named}`))).toEqual([]);
  });

  test('a comment that names one from the root, from its package or beside it is fine; one that moved is found', () => {
    const file = 'shared/src/saga/runner.ts';
    const fine = ['// see docs/runbook.md', '// see saga/turn.ts', '// see turn.ts', '// see `stage.ts`', "import { x } from './gone.ts';"];
    expect(namedIn(file, fine.join('\n'))).toEqual([]);
    expect(namedIn(file, '/** See `gone.ts`, and local/src/gone.mjs. */')).toEqual(['gone.ts', 'local/src/gone.mjs']);
  });

  const names = new Set(files.map((file) => path.posix.basename(file)));
  test.each(documents)('in %s, by its name alone', (document) => {
    const named = [...proseOf(read(document)).matchAll(/`([\w.-]+\.(?:tsx?|mjs|py|sql))`/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});

const RUNBOOK = 'docs/runbook.md';

test('documents that code points to exist, with their headings: alarms and advice say where to read on', () => {
  const mentions = files
    .filter((file) => isCode(file) && !isGenerated(file))
    .flatMap((file) => [...spelled(file).matchAll(/\bdocs\/[\w/-]+\.md(#[\w-]+)?/g)].map(([link]): [string, string] => [file, link]));
  expect(mentions).toContainEqual(['shared/src/failure/advice.ts', `${RUNBOOK}#a-quota-is-used-up`]);
  const missing = mentions.flatMap(([file, link]) => {
    const problem = broken('README.md', link);
    return problem ? [`${file}: ${problem}`] : [];
  });
  expect(missing).toEqual([]);
});

test('the runbook has the Service Quotas code of every quota of EC2 that an advice names', () => {
  const rows = read(RUNBOOK)
    .split('\n')
    .filter((line) => /^\| `\w+LimitExceeded`.*`L-[0-9A-F]{8}` \|$/.test(line));
  const advised = [...read('shared/src/failure/advice.ts').matchAll(/^ {2}(\w+LimitExceeded): `(.*)`,$/gm)].filter(
    ([, code]) => code !== 'RequestLimitExceeded', // a rate
  );
  expect(advised.length).toBeGreaterThan(8);
  const missing = advised.filter(([, code = '', advice = '']) => {
    const [, quota = ''] = /quota "([^"]+)"/.exec(advice) ?? [];
    return !rows.some((row) => row.includes(`\`${code}\``) && row.includes(quota));
  });
  expect(missing.map(([, code]) => code)).toEqual([]);
});
