import { expect, test } from '@jest/globals';
import { watchingUsage } from './watching.ts';

const OFF = { trail: false, guardDuty: false, flowLogs: false, lockDays: 90 };

test('the plan says what each switch costs, and nothing of what is off', () => {
  expect(watchingUsage(OFF)).toEqual([]);
  expect(watchingUsage({ ...OFF, trail: true })).toEqual([
    expect.stringMatching(/^Trail /),
    'Logs: 0.023 USD per GB and month, for 90 days',
  ]);
  expect(watchingUsage({ ...OFF, flowLogs: true })).toEqual([expect.stringMatching(/^Flow logs /), expect.stringMatching(/^Logs: /)]);
  expect(watchingUsage({ ...OFF, guardDuty: true })).toEqual([expect.stringMatching(/^GuardDuty: 4.00 USD /)]);
});
