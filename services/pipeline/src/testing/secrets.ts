import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import type { ForeignThing } from '@tenantry/shared/testing/step-promises';
import type { Scope } from '../scope.ts';

/** ARNs of the tenant's secrets for a purpose: one, or none. */
export const secretsFor = async ({ tenant, tenantId }: Scope, purpose: string): Promise<string[]> => {
  const { SecretList = [] } = await tenant(SecretsManagerClient).send(new ListSecretsCommand({}));
  return SecretList.flatMap(({ Name, ARN }) => (Name === tenantResourceName(tenantId, purpose) && ARN ? [ARN] : []));
};

/** What a secret says. */
export const readSecret = async <Value>({ tenant }: Scope, SecretId: string): Promise<Value> => {
  const { SecretString } = await tenant(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString ?? '{}') as Value;
};

/** A secret that somebody has created by hand. */
export const secretByHand = async (root: Scope, purpose: string): Promise<ForeignThing> => {
  const secrets = root.tenant(SecretsManagerClient);
  const SecretId = tenantResourceName(root.tenantId, purpose);
  const { ARN } = await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: '{"by":"hand"}' }));
  const isUntouched = async () => {
    const { Tags = [], DeletedDate } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    return Tags.length === 0 && DeletedDate === undefined && (await readSecret<{ by?: string }>(root, SecretId)).by === 'hand';
  };
  return { id: ARN ?? '', isUntouched };
};
