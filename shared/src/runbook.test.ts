import { expect, test } from '@jest/globals';
import { withRunbook } from './runbook.ts';

test('a text links to the runbook where the configuration says where it is, and else names its path', () => {
  const text = 'Retry the stage. docs/runbook.md#stalled-stage';
  const url = 'https://git.example.com/tenantry/docs/runbook.md';
  expect(withRunbook(text, url)).toBe(`Retry the stage. ${url}#stalled-stage`);
  expect(withRunbook(text, undefined)).toBe(text);
});
