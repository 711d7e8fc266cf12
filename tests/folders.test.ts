import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { files, isTest, read } from './repository.ts';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Which folders below `root` each of its folders imports. Tests, and what helps them, may import anything. */
const importsBetween = (root: string): Graph => {
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    if (!file.startsWith(`${root}/`) || !/\.tsx?$/.test(file) || isTest(file) || file.startsWith(`${root}/testing/`)) continue;
    const folder = path.posix.dirname(file);
    const imported = graph.get(folder) ?? new Set();
    for (const [, specifier = ''] of read(file).matchAll(/\bfrom '(\.[^']+)'/g)) {
      const other = path.posix.dirname(path.posix.join(folder, specifier));
      if (other !== folder) imported.add(other);
    }
    graph.set(folder, imported);
  }
  return graph;
};

/** Everything that is reached from a folder by imports. */
const reachedFrom = (graph: Graph, folder: string, reached = new Set<string>()): ReadonlySet<string> => {
  for (const next of graph.get(folder) ?? []) {
    if (reached.has(next)) continue;
    reached.add(next);
    reachedFrom(graph, next, reached);
  }
  return reached;
};
const inCircles = (graph: Graph): readonly string[] => [...graph.keys()].filter((folder) => reachedFrom(graph, folder).has(folder));

describe('folders import each other in one direction: each can be read after those that it imports', () => {
  test.each(['shared/src', 'services/admin/src'])('%s', (root) => {
    const graph = importsBetween(root);
    expect(graph.size).toBeGreaterThan(5);
    expect(inCircles(graph)).toEqual([]);
  });

  test('a circle of three is seen, and a folder that only leads to it is not blamed', () => {
    const graph: Graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['a'])],
      ['d', new Set(['a'])],
    ]);
    expect(inCircles(graph)).toEqual(['a', 'b', 'c']);
  });
});

test("admin's model calls nothing: neither AWS nor the table", () => {
  const model = files.filter((file) => file.startsWith('services/admin/src/model/') && !isTest(file));
  const imported = model.flatMap((file) =>
    [...read(file).matchAll(/^(?:import|export) (?!type ).*?from '([^']+)'/gms)].map(([, name]) => name),
  );
  expect(imported.filter((name = '') => /^@aws-sdk|\/aws\/|\/table\/|\/readings\//.test(name))).toEqual([]);
});
