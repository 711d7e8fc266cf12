import { describe, expect, test } from '@jest/globals';
import type { Exception, Finding } from './finding.ts';
import { type Judging, runJudges } from './run.ts';

const finding: Finding = { judge: 'checkov', rule: 'CKV_AWS_23', where: 'networking/stack Group', says: 'no description' };
const exception: Exception = { judge: 'checkov', rule: 'CKV_AWS_23', of: /Group/, reason: 'an example', source: 'an example' };
/** What a run of checkov alone says, durations apart. */
const run = async (judging: Judging, exceptions: readonly Exception[]) => {
  const lines: string[] = [];
  const sum = await runJudges({ checkov: judging }, [], exceptions, (line) => lines.push(line.replace(/[\d.]+ s\)/, 's)')));
  return { ...sum, lines };
};

describe('a judge fails', () => {
  test('by a finding that nobody accepts', async () => {
    expect(await run(async () => [finding], [])).toEqual({
      passed: 0,
      failed: 1,
      lines: ['  CKV_AWS_23 networking/stack Group: no description', 'FAILED checkov: 1 problems, 0 findings accepted (s)'],
    });
  });

  test('by an exception that nothing needs any more', async () => {
    expect(await run(async () => [], [exception])).toEqual({
      passed: 0,
      failed: 1,
      lines: ['  no finding is left for the exception CKV_AWS_23 Group', 'FAILED checkov: 1 problems, 0 findings accepted (s)'],
    });
  });

  test('when it cannot judge, saying why', async () => {
    const { failed, lines } = await run(async () => Promise.reject(new Error('checkov is not installed')), []);
    expect([failed, lines[0]]).toEqual([1, '  checkov is not installed']);
  });
});

test('a judge whose findings are all accepted passes', async () => {
  expect(await run(async () => [finding], [exception])).toMatchObject({ passed: 1, failed: 0 });
});
