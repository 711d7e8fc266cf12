import path from 'node:path';
import { expect, test } from '@jest/globals';
import { files, read } from '../repository.ts';
import { COMMANDS_IN_AWS } from './commands-in-aws.ts';

/** Where profiles are read for other files, and for `doctor --before`. */
const FOR_OTHERS = ['landing-zone/src/profile-name.ts', 'landing-zone/src/before/before.ts'];

test('every program that works in AWS with the profiles of who runs it is tried in the wrong place (`wrong-place.long.test.ts`)', () => {
  const reading = files.filter(
    (file) => /^(?!laptop\/|tests\/).*(?<!\.test)\.ts$/.test(file) && /\b(byProfiles|fromIni)\(/.test(read(file)),
  );
  const programs = reading.filter((file) => !FOR_OTHERS.includes(file)).map((file) => path.join(path.dirname(file), 'main.ts'));
  const tried = new Set(Object.values(COMMANDS_IN_AWS).flatMap(({ words }) => words('prod')));
  expect(programs.length).toBeGreaterThan(3);
  expect(programs.filter((file) => !tried.has(file))).toEqual([]);
});
