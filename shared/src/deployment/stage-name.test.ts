import { expect, test } from '@jest/globals';
import { requireStageName } from './stage-name.ts';

test.each(['dev', 'prod', 'eu-prod-2', 'a', 'x'.repeat(31)])('%s can be a stage', (stage) => {
  expect(() => requireStageName(stage)).not.toThrow();
});
test.each(['', 'Prod', 'x'.repeat(32), '-a', 'a-', 'a--b', 'a_b', '1a', '../dev', 'my-aws', 'cognito'])('"%s" cannot', (stage) => {
  expect(() => requireStageName(stage)).toThrow(/cannot be a stage's name/);
});
test('a long name with a wrong character is refused at once', () => {
  const before = process.cpuUsage();
  expect(() => requireStageName(`${'a'.repeat(30)}_`)).toThrow(/cannot be a stage's name/);
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000); // a pattern that tries every way of cutting the name takes a minute
});
