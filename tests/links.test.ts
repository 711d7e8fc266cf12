import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anchorsOf, proseOf } from '@tenantry/shared/testing/markdown';
import { files, isCode, isGenerated, read, spelled } from './repository.ts';

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
