import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { protectedAtBirth } from '../shared/src/aws/protection.ts';
import { takeConfigFrom } from '../shared/src/deployment/config.ts';
import { files } from './repository.ts';

const PLUGIN = '@tenantry/landing-zone/late-protection';
interface Service {
  readonly plugins?: readonly string[];
  readonly resources?: { readonly Resources: Parameters<typeof protectedAtBirth>[0] };
}

test('every service with deletion protection in production gets it after its first deployment has succeeded', async () => {
  takeConfigFrom('prod', new URL('../config/example.json', import.meta.url));
  process.env.STAGE = 'prod';
  const found: string[] = [];
  for (const file of files.filter((name) => /(^|\/)serverless\.ts$/.test(name))) {
    const { default: service } = (await import(`../${file}`)) as { default: Service };
    if (protectedAtBirth(service.resources?.Resources ?? {}, []).length === 0) continue;
    found.push(file);
    expect(service.plugins).toContain(PLUGIN);
    expect(createRequire(new URL(`../${file}`, import.meta.url)).resolve(PLUGIN)).toMatch(/landing-zone\/src\/late-protection\.cjs$/);
  }
  expect(found).toEqual(['services/admin/serverless.ts']);
});
