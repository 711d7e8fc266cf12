import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { files, isCode, isGenerated, read } from './repository.ts';

const documents = files.filter((file) => file.endsWith('.md'));
const folders = new Set(files.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))));

/** Code blocks hold examples, not links and not headings. */
const prose = (file: string): string => read(file).replace(/^```.*?^```/gms, '');

/** Anchors of a document's headings, as GitHub makes them. */
const anchors = (file: string): readonly string[] =>
  [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  );

/** Why a link leads nowhere; undefined when it is fine. */
const broken = (from: string, link: string): string | undefined => {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? from : path.posix.normalize(path.posix.join(path.posix.dirname(from), target)).replace(/\/$/, '');
  if (!files.includes(file) && !folders.has(file)) return `${from}: ${link}: there is no ${file}`;
  if (anchor && !(file.endsWith('.md') && anchors(file).includes(anchor))) return `${from}: ${link}: ${file} has no such heading`;
  return undefined;
};

describe('links between documents lead somewhere', () => {
  test.each(documents)('%s', (document) => {
    const links = [...prose(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.flatMap((link) => broken(document, link) ?? [])).toEqual([]);
  });
});

test('documents that code points to exist, with their headings: alarms say where to read on', () => {
  const mentions = files
    .filter((file) => isCode(file) && !isGenerated(file))
    .flatMap((file) => [...read(file).matchAll(/\bdocs\/[\w/-]+\.md(#[\w-]+)?/g)].map(([link]): [string, string] => [file, link]));
  const missing = mentions.flatMap(([file, link]) => {
    const problem = broken('README.md', link);
    return problem ? [`${file}: ${problem}`] : [];
  });
  expect(missing).toEqual([]);
});
