import { idOf } from '@tenantry/shared/aws/found';
import { resource } from '@tenantry/shared/saga/resource';
import { databaseSecret } from '../database-secret.ts';
import { apiLoginOf } from '../tenant-database.ts';

/** What the tenant's function signs in with: it reads and writes rows. */
export const loginSecret = resource(
  'loginSecret',
  {
    ...databaseSecret('database', apiLoginOf),
    out: (_scope, { arn }) => ({ databaseSecretArn: idOf(arn, 'the secret of the login') }),
  },
  { creates: [{ type: 'AWS::SecretsManager::Secret', id: 'databaseSecretArn' }] },
);
