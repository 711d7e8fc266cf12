import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { files, read } from '../repository.ts';
import { ATTACKERS } from './attack.ts';

const PAGE = 'docs/security.md';
const FOLDER = 'tests/attacks';

/** Every attack by its id, with the files that try it. */
const tried = (): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const file of files.filter((name) => name.startsWith(`${FOLDER}/`) && name.endsWith('.test.ts')))
    for (const [, id = ''] of read(file).matchAll(/\battack\(\s*'([a-z0-9-]+)'/g)) found.set(id, [...(found.get(id) ?? []), file]);
  return found;
};

interface Row {
  readonly id: string;
  /** Section of the page that the row stands in. */
  readonly attacker: string;
  /** Files that the row's last cell links to. */
  readonly tests: readonly string[];
  readonly cells: readonly string[];
}

/** The rows of the page's tables that begin with an id: `| id | Threat | Control | Code | Test |`. */
const rows = (): readonly Row[] => {
  let attacker = '';
  return read(PAGE)
    .split('\n')
    .flatMap((line) => {
      attacker = /^### .*`([a-z-]+)`/.exec(line)?.[1] ?? attacker;
      const cells = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim());
      const id = /^`([a-z0-9-]+)`$/.exec(cells[0] ?? '')?.[1];
      if (!id || cells.length !== 5) return [];
      const tests = [...(cells[4] ?? '').matchAll(/\]\(\.\.\/([^)#]+)\)/g)].map(([, file = '']) => file);
      return [{ id, attacker, tests, cells }];
    });
};

describe('the page on security and the attacks agree', () => {
  test('each attack has one row, which links to the test that tries it', () => {
    const shown = new Map(rows().map((row) => [row.id, row]));
    expect(rows().map(({ id }) => id)).toEqual([...shown.keys()]);
    expect([...shown.keys()].sort()).toEqual([...tried().keys()].sort());
    for (const [id, where] of tried()) expect(shown.get(id)?.tests).toEqual(expect.arrayContaining([...where]));
  });

  test('an attack lies in the folder of the attacker whose section it stands in', () => {
    for (const { id, attacker } of rows())
      for (const file of tried().get(id) ?? []) expect(`${id} ${path.dirname(file)}`).toBe(`${id} ${FOLDER}/${attacker}`);
  });

  test('a row names the threat, the control and where the control is', () => {
    for (const { id, cells } of rows()) expect([id, ...cells.filter((cell) => cell === '')]).toEqual([id]);
    for (const { id, cells } of rows()) expect(`${id}: ${cells[3]}`).toMatch(/\]\(\.\.\//);
  });

  test('each attacker is one of the known', () => {
    expect(ATTACKERS).toEqual(expect.arrayContaining([...new Set(rows().map(({ attacker }) => attacker))]));
  });
});
