import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { files } from './repository.ts';

const services = files.filter((file) => /(^|\/)serverless\.ts$/.test(file));

test.each(services)('%s refuses to be deployed with the credentials of another account', async (file) => {
  const { default: service } = (await import(`../${file}`)) as { default: { plugins?: readonly string[] } };
  expect(service.plugins).toContain('@tenantry/shared/account-check');
});

test('the check is where osls looks for it, beside every service', () => {
  expect(services.length).toBeGreaterThan(8);
  for (const file of services) {
    const found = createRequire(new URL(`../${file}`, import.meta.url)).resolve('@tenantry/shared/account-check');
    expect(found).toMatch(/shared\/src\/infra\/account-check\.cjs$/);
  }
});
