import { idOf } from '@tenantry/shared/aws/found';
import { resource } from '@tenantry/shared/saga/resource';
import { databaseSecret } from '../database-secret.ts';
import { ownerLoginOf } from '../tenant-database.ts';

/** What the tenant's migrations sign in with: it owns the schema. No function may read it. */
export const migrationsSecret = resource(
  'migrationsSecret',
  {
    ...databaseSecret('migrations', ownerLoginOf),
    out: (_scope, { arn }) => ({ migrationsSecretArn: idOf(arn, "the secret of the migrations' login") }),
  },
  { creates: [{ type: 'AWS::SecretsManager::Secret', id: 'migrationsSecretArn' }] },
);
