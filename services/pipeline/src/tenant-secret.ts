import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { type Advice, advised } from './advised.ts';
import type { Scope } from './scope.ts';

type Owner = Pick<Scope, 'tenantId' | 'deployment' | 'tenant'>;
/** A JSON secret of the tenant, as Secrets Manager has it. */
export interface TenantSecret {
  readonly name: string;
  readonly arn?: string | undefined;
  /** Undefined while its deletion is scheduled: nobody can read it then. */
  readonly text?: string | undefined;
}
/** From what is stored, if anything, to what should be. */
type ValueOf<Value> = (stored: Partial<Value>) => Value;

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

const read = async ({ tenant }: Owner, name: string): Promise<TenantSecret> => {
  const { ARN, SecretString } = await tenant(SecretsManagerClient).send(new GetSecretValueCommand({ SecretId: name }));
  return { name, arn: ARN, text: SecretString };
};

const find = async (owner: Owner, purpose: string): Promise<readonly TenantSecret[]> => {
  const name = tenantResourceName(owner.tenantId, purpose);
  try {
    return [await read(owner, name)];
  } catch (error) {
    if (!isCode(error, 'InvalidRequestException')) throw error;
    return [{ name }]; // somebody scheduled its deletion
  }
};

/** A secret of the tenant's own account, in the verbs that do not depend on what it says. */
export const secretOf = (purpose: string) => ({
  find: (scope: Scope) => find(scope, purpose),
  isOurs: async (scope: Scope, { name }: TenantSecret): Promise<boolean> =>
    hasTag(scope, (await scope.tenant(SecretsManagerClient).send(new DescribeSecretCommand({ SecretId: name }))).Tags),
  /** At once: its name is never used again. */
  remove: ({ tenant }: Scope, { name }: TenantSecret) =>
    advised(tenant(SecretsManagerClient).send(new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true })), STATES),
  gone: ['ResourceNotFoundException'],
  foreign: {
    code: 'ForeignSecret',
    advice:
      "Find out who made it in the tenant's account, where nothing of it was touched, and remove it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
  },
  what: ({ name }: TenantSecret) => `the secret ${name}`,
});

export const createSecret = async (
  { tenant, tenantId, deployment }: Owner,
  purpose: string,
  value: ValueOf<object>,
): Promise<TenantSecret> => {
  const name = tenantResourceName(tenantId, purpose);
  const text = JSON.stringify(value({}));
  const creation = new CreateSecretCommand({
    Name: name,
    Description: `Tenantry: ${purpose} of ${tenantId}`,
    SecretString: text,
    Tags: tenantTags(deployment, tenantId),
  });
  const { ARN } = await advised(tenant(SecretsManagerClient).send(creation), STATES);
  return { name, arn: ARN, text };
};

/**
 * Brings the secret to what it should say; a deletion that somebody scheduled is undone first. It is the truth: stored first, then used,
 * so that a crash in between leaves nothing that the secret does not know.
 */
export const writeSecret = async <Value extends object>(
  owner: Owner,
  found: TenantSecret,
  value: ValueOf<Value>,
): Promise<TenantSecret & { readonly value: Value }> => {
  const secrets = owner.tenant(SecretsManagerClient);
  if (found.text === undefined) await secrets.send(new RestoreSecretCommand({ SecretId: found.name }));
  const stored = found.text === undefined ? await read(owner, found.name) : found;
  const wanted = value(JSON.parse(stored.text ?? '{}') as Partial<Value>);
  const text = JSON.stringify(wanted);
  if (text !== stored.text) await secrets.send(new PutSecretValueCommand({ SecretId: found.name, SecretString: text }));
  return { ...stored, text, value: wanted };
};

/** Whether it says what it should. */
export const isWritten = ({ text }: TenantSecret, value: ValueOf<object>): boolean =>
  text !== undefined && text === JSON.stringify(value(JSON.parse(text)));
