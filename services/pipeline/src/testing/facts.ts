import type { TenantFacts } from '../build-variables.ts';
import { releaseOf } from './releases.ts';

/** Facts of a tenant for tests in which nothing is delivered. */
export const facts: TenantFacts = {
  accountId: '200000000001',
  slug: 'anna',
  name: 'St. Anna',
  domain: 'anna.app.localhost',
  plan: 'standard',
  cell: 'a',
  vpcId: 'vpc-1',
  privateSubnetIds: ['subnet-1', 'subnet-2'],
  bucketName: 'tenantry-x-ui',
  apiId: 'abc',
  schemaName: 'tenant_x',
  databaseSecretArn: 'arn:aws:secretsmanager:us-east-1:200000000001:secret:tenantry-x-database-abcdef',
  migrationsSecretArn: 'arn:aws:secretsmanager:us-east-1:200000000001:secret:tenantry-x-migrations-abcdef',
  userPoolId: 'us-east-1_abc',
  userPoolClientId: 'client',
  signInUrl: 'https://tenantry-x.auth.us-east-1.amazoncognito.com',
  stackName: 'tenantry-x-api',
  chosen: releaseOf({ database: '1'.repeat(40), api: '2'.repeat(40), ui: '3'.repeat(40) }),
  variables: {},
};
