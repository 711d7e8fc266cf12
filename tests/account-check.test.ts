import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { files } from './repository.ts';

const services = files.filter((file) => /(^|\/)serverless\.ts$/.test(file));

const CHECKS = [
  ['@tenantry/shared/account-check', 'shared/src/infra/account-check.cjs'],
  ['@tenantry/landing-zone/landing-zone-check', 'landing-zone/src/landing-zone-check.cjs'],
] as const;

test.each(services)('%s refuses to be deployed to another account, and where its landing zone is not, in this order', async (file) => {
  const { default: service } = (await import(`../${file}`)) as { default: { plugins?: readonly string[] } };
  expect(service.plugins?.slice(0, CHECKS.length)).toEqual(CHECKS.map(([name]) => name));
});

test('the checks are where osls looks for them, beside every service', () => {
  expect(services.length).toBeGreaterThan(8);
  for (const file of services) {
    for (const [name, place] of CHECKS)
      expect(createRequire(new URL(`../${file}`, import.meta.url)).resolve(name)).toMatch(new RegExp(`/${place}$`));
  }
});
