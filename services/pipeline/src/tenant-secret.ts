import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { TENANT_TAG, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { type Advice, advised } from './advised.ts';

interface SecretScope {
  readonly secrets: SecretsManagerClient;
  readonly tenantId: string;
  readonly deployment: string;
}
export interface TenantSecret<Value> {
  readonly arn: string;
  readonly value: Value;
  /** Made just now: whatever was set with an earlier value is out of date. */
  readonly isNew: boolean;
}

/** Secrets Manager calls a request invalid that does not fit the secret's present state (API_CreateSecret, InvalidRequestException). */
const STATES: Advice = [
  [
    /scheduled for deletion/,
    'A secret of this name is scheduled for deletion: "aws secretsmanager restore-secret" in the tenant\'s account, or wait until it is gone, then retry the stage (docs/runbook.md#aws-calls-a-request-invalid).',
  ],
  [
    /replica regions/,
    'Somebody has replicated the secret: "aws secretsmanager remove-regions-from-replication" in the tenant\'s account, then retry the stage (docs/runbook.md#aws-calls-a-request-invalid).',
  ],
];

/**
 * A JSON secret of the tenant's own account. It is the truth: created first, then used, so that a crash in between leaves nothing
 * that the secret does not know.
 * @param value from what is stored, if anything, to what should be
 */
export const ensureSecret = async <Value extends object>(
  { secrets, tenantId, deployment }: SecretScope,
  purpose: string,
  value: (stored: Partial<Value>) => Value,
): Promise<TenantSecret<Value>> => {
  const Name = tenantResourceName(tenantId, purpose);
  const read = async (): Promise<{ arn: string; text: string } | undefined> => {
    try {
      const { ARN = '', SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId: Name }));
      return { arn: ARN, text: SecretString };
    } catch (error) {
      if (isCode(error, 'ResourceNotFoundException')) return undefined;
      if (!isCode(error, 'InvalidRequestException')) throw error;
      await secrets.send(new RestoreSecretCommand({ SecretId: Name })); // someone scheduled its deletion
      return read();
    }
  };
  const found = await read();
  if (!found) {
    const created = value({});
    const creation = new CreateSecretCommand({
      Name,
      Description: `Tenantry: ${purpose} of ${tenantId}`,
      SecretString: JSON.stringify(created),
      Tags: tenantTags(deployment, tenantId),
    });
    const { ARN = '' } = await advised(secrets.send(creation), STATES);
    return { arn: ARN, value: created, isNew: true };
  }
  const wanted = value(JSON.parse(found.text) as Partial<Value>);
  const SecretString = JSON.stringify(wanted);
  if (SecretString !== found.text) await secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
  return { arn: found.arn, value: wanted, isNew: false };
};

/** Deletes the secret at once: its name is never used again. */
export const removeSecret = async ({ secrets, tenantId }: SecretScope, purpose: string): Promise<void> => {
  const SecretId = tenantResourceName(tenantId, purpose);
  try {
    const { Tags = [] } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    if (!Tags.some((tag) => tag.Key === TENANT_TAG && tag.Value === tenantId)) return;
    await advised(secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true })), STATES);
  } catch (error) {
    if (!isCode(error, 'ResourceNotFoundException')) throw error;
  }
};
