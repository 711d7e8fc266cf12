import { describe, expect, test } from '@jest/globals';
import { files, read } from './repository.ts';

const documents = files.filter((file) => file.endsWith('.md'));

interface Snippet {
  /** The file that it quotes, as the comment before it names it. */
  readonly from: string | undefined;
  readonly text: string;
}
const snippetsOf = (document: string): readonly Snippet[] =>
  [...document.matchAll(/(?:<!-- from (\S+) -->\n)?```ts\n([\s\S]*?)```/g)].map(([, from, text = '']) => ({ from, text }));

describe('what a document quotes of the examples is what stands in the file', () => {
  const quotes = documents.flatMap((document) =>
    snippetsOf(read(document)).flatMap(({ from, text }) => (from ? [{ document, from, text }] : [])),
  );

  test.each(quotes)('$document: $from', ({ from, text }) => {
    expect(files).toContain(from);
    expect(read(from)).toContain(text);
  });

  test('a step and a stage are quoted', () => {
    expect(quotes.map(({ from }) => from)).toEqual(expect.arrayContaining(['examples/step.ts', 'examples/stage.ts']));
  });

  test('a snippet is found with the file that it quotes, and without', () => {
    const document = '<!-- from a.ts -->\n```ts\na;\n```\n\n```ts\nb;\n```\n';
    expect(snippetsOf(document)).toEqual([
      { from: 'a.ts', text: 'a;\n' },
      { from: undefined, text: 'b;\n' },
    ]);
  });
});

test('docs/extending.md quotes, and types nothing that no compiler has read', () => {
  expect(snippetsOf(read('docs/extending.md')).filter(({ from }) => from === undefined)).toEqual([]);
});
