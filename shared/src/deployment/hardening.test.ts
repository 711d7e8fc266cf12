import { expect, test } from '@jest/globals';
import { configOf, parseConfig } from './config.ts';
import { hardeningOf } from './hardening.ts';

const hardened = { developers: false, mfa: 'ON', deletionProtection: true, backupDays: 35, standby: true };

test('a deployment that does not say is one for real tenants, whatever its name', () => {
  const { production: _, ...unsaid } = configOf('example');
  const config = parseConfig('config/live.json', JSON.stringify(unsaid));
  expect(config.production).toBe(true);
  expect(hardeningOf(config)).toEqual(hardened);
});

test('where people try things, every one of it is off', () => {
  const open = hardeningOf({ production: false });
  expect(open).toEqual({
    developers: true,
    mfa: 'OPTIONAL',
    deletionProtection: false,
    backupDays: 7,
    standby: false,
  });
  expect(hardeningOf(configOf('dev'))).toEqual(open);
});
