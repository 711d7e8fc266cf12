import { expect, test } from '@jest/globals';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { switchesUsage } from './switches.ts';

const config = configOf('dev');
const OFF = { trail: false, guardDuty: false, flowLogs: false, accessLogs: false, lockDays: 90 };
const usage = (watch: Partial<Config['watch']>, dnssec = false): readonly string[] =>
  switchesUsage({ ...config, watch: { ...OFF, ...watch }, dns: { ...config.dns, dnssec } });

test('the plan says what each switch costs, and nothing of what is off', () => {
  expect(usage({})).toEqual([]);
  expect(usage({ trail: true })).toEqual([expect.stringMatching(/^Trail /), 'Logs: 0.023 USD per GB and month, for 90 days']);
  expect(usage({ flowLogs: true })).toEqual([expect.stringMatching(/^Flow logs /), expect.stringMatching(/^Logs: /)]);
  expect(usage({ accessLogs: true })).toEqual([expect.stringMatching(/^Access logs: /), expect.stringMatching(/^Logs: /)]);
  expect(usage({ guardDuty: true })).toEqual([expect.stringMatching(/^GuardDuty: 4.00 USD /)]);
  expect(usage({}, true)).toEqual([expect.stringMatching(/^Signature of the public zone: 1.00 USD /)]);
});

test('the plan names no price of another region', () => {
  const on = { trail: true, guardDuty: true, flowLogs: true, accessLogs: true, lockDays: 90 };
  const lines = switchesUsage({
    ...config,
    region: 'eu-central-1',
    watch: { ...config.watch, ...on },
    dns: { ...config.dns, dnssec: true },
  });
  // The key is in us-east-1 wherever the deployment is.
  expect(lines.filter((line) => / USD /.test(line))).toEqual([expect.stringMatching(/^Signature of the public zone/)]);
  expect(lines).toContain('GuardDuty: price unknown for eu-central-1');
});
