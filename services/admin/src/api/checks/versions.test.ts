import { expect, test } from '@jest/globals';
import { VERSION } from '@tenantry/events-schema/generated/version';
import { sameVersion } from './versions.ts';

test('services and landing zone of one release are well', () => {
  expect(sameVersion({ 'landing zone': VERSION, network: VERSION })).toBe(`everything is of ${VERSION}`);
});

test('what is of another release is named, and so is what says none', () => {
  expect(() => sameVersion({ 'landing zone': undefined, network: '0.9.0', dns: VERSION })).toThrow(
    `the API is of ${VERSION}, but not landing zone: no version, network: 0.9.0`,
  );
});
