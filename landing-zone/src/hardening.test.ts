import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { everyTemplate } from './every-template.ts';

const templatesOf = (deployment: string, production: boolean) => everyTemplate(deployment, { ...configOf('dev'), production });
const databaseOf = (production: boolean) => templatesOf('dev', production).superAdmin.Resources;

test('production has no developer role, and trusts none', () => {
  expect(JSON.stringify(templatesOf('dev', true))).not.toContain('tenantry-dev-developer');
  expect(JSON.stringify(templatesOf('dev', false))).toContain('tenantry-dev-developer');
});

// CodePipeline cuts the names of folders: two names of one length.
test("production is what the configuration says, whatever the deployment's name", () => {
  const named = (deployment: string, production: boolean) =>
    JSON.stringify(templatesOf(deployment, production)).replaceAll(deployment, 'NAME');
  expect(named('prod-1', true)).toEqual(named('try-it', true));
  expect(named('prod-1', false)).toEqual(named('try-it', false));
  expect(named('prod-1', true)).not.toEqual(named('prod-1', false));
});

test('the database has in production a reader that is as large as the writer when it takes over', () => {
  expect(['Writer', 'Reader'].map((name) => databaseOf(true)[name]?.Properties?.PromotionTier)).toEqual([0, 1]);
  expect(databaseOf(false)).not.toHaveProperty('Reader');
});

test('the database can be deleted, and keeps backups for a week, only where no real tenants are', () => {
  expect(databaseOf(true).Cluster?.Properties).toMatchObject({ DeletionProtection: true, BackupRetentionPeriod: 35 });
  expect(databaseOf(false).Cluster?.Properties).toMatchObject({ DeletionProtection: false, BackupRetentionPeriod: 7 });
});
