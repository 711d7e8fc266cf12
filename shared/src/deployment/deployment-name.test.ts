import { expect, test } from '@jest/globals';
import { requireDeploymentName } from './deployment-name.ts';

test.each(['dev', 'prod', 'eu-prod-2', 'a', 'x'.repeat(31)])("%s can be a deployment's name", (deployment) => {
  expect(() => requireDeploymentName(deployment)).not.toThrow();
});
test.each(['', 'Prod', 'x'.repeat(32), '-a', 'a-', 'a--b', 'a_b', '1a', '../dev', 'my-aws', 'cognito'])('"%s" cannot', (deployment) => {
  expect(() => requireDeploymentName(deployment)).toThrow(/cannot be a deployment's name/);
});
test('a long name with a wrong character is refused at once', () => {
  const before = process.cpuUsage();
  expect(() => requireDeploymentName(`${'a'.repeat(30)}_`)).toThrow(/cannot be a deployment's name/);
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000); // a pattern that tries every way of cutting the name takes a minute
});
