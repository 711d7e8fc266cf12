import { expect, test } from '@jest/globals';
import { releaseIdOf } from './release.ts';

const commits = { database: 'a'.repeat(40), api: 'b'.repeat(40), ui: 'c'.repeat(40) };

test("a release is called by its commits, in the configuration's order", () => {
  expect(releaseIdOf(['database', 'api', 'ui'], commits)).toBe('aaaaaaaa-bbbbbbbb-cccccccc');
  expect(releaseIdOf(['ui', 'database'], commits)).toBe('cccccccc-aaaaaaaa');
});

test('a release has a commit of every repository', () => {
  const { ui: _, ...rest } = commits;
  expect(() => releaseIdOf(['database', 'api', 'ui'], rest)).toThrow('the commit of ui is missing');
});
