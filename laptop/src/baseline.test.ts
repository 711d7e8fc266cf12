import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DEPLOYED_SOURCES, PROVEN_SOURCES, sourceFiles } from './baseline.ts';
import { ROOT } from './paths.ts';

/** The files of the laptop that these import, and whatever those import. */
const importedBy = (files: readonly string[]): ReadonlySet<string> => {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, target = ''] of readFileSync(path.join(ROOT, file), 'utf8').matchAll(/ from '(\.[^']+\.ts|@laptop\/aws\/[^']+)'/g))
      follow(
        target.startsWith('@') ? target.replace('@laptop/aws', 'laptop/aws/src').concat('.ts') : path.join(path.dirname(file), target),
      );
  };
  files.forEach(follow);
  return found;
};

describe('what names a deployed state', () => {
  test('are the product, the laptop that took it, and its states', async () => {
    const files = await sourceFiles(DEPLOYED_SOURCES);
    expect(files).toEqual(
      expect.arrayContaining([
        'services/network/src/steps/vpc.ts',
        'laptop/aws/src/gateway/handle-call.ts',
        'laptop/aws/src/gateway/rules/all.ts',
        'laptop/aws/src/gateway/emulated/all.ts',
        'laptop/aws/src/iam/evaluate.ts',
        'laptop/aws/src/states.ts',
        'laptop/aws/emulator/launcher.py',
      ]),
    );
    // Each must be there: a file that was renamed would count no more.
    for (const source of DEPLOYED_SOURCES) expect(files.some((file) => file === source || file.startsWith(`${source}/`))).toBe(true);
  });

  test('nothing is missing of what start and deployment import', async () => {
    const files = await sourceFiles(DEPLOYED_SOURCES);
    const missing = [...importedBy(['laptop/src/start.ts', 'laptop/src/deploy.ts'])].filter((file) => !files.includes(file));
    expect(missing).toEqual([]);
  });

  test('no test, row of answers or document is among them: they deploy nothing', async () => {
    const files = await sourceFiles(DEPLOYED_SOURCES);
    expect(files.filter((file) => /\.(test|answers)\.tsx?$|\.md$|\/testing\//.test(file))).toEqual([]);
  });

  test("the API models are botocore's, of one version and content", () => {
    const pinned = readFileSync(path.join(ROOT, 'laptop/aws/requirements.txt'), 'utf8');
    expect(DEPLOYED_SOURCES).toContain('laptop/aws/requirements.txt');
    expect(pinned).toMatch(/^botocore==[\d.]+ \\\n +--hash=sha256:/m);
  });
});

test('a result of a matrix depends on what a release builds and on its judge, too', async () => {
  const files = await sourceFiles(PROVEN_SOURCES);
  expect(files).toEqual(
    expect.arrayContaining(['tests/faults/case-run.ts', 'tests/faults/answers/row-run.ts', 'tenant-app/api/src/handler.ts']),
  );
});
