import { DeleteSecretCommand, paginateListSecrets, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

export const secrets: Lister = {
  service: 'Secrets Manager',
  finds: ['AWS::SecretsManager::Secret'],
  list: async (place) => {
    const found: Leftover[] = [];
    const client = place.client(SecretsManagerClient);
    for await (const { SecretList = [] } of paginateListSecrets({ client }, { IncludePlannedDeletion: true })) {
      found.push(
        ...SecretList.map(({ Name, Tags, DeletedDate }) =>
          foundIn(place, 'Secrets Manager secret')(
            Name,
            hasTag(place, Tags) || hasName(place, Name),
            DeletedDate !== undefined && 'pending deletion, which costs nothing',
          ),
        ),
      );
    }
    return found;
  },
  remove: async (place, { id }) => {
    await place.client(SecretsManagerClient).send(new DeleteSecretCommand({ SecretId: id, ForceDeleteWithoutRecovery: true }));
  },
};
