import type { Config } from '@tenantry/shared/deployment/config';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/**
 * What reading groups and assigning accounts needs besides, where Identity Center is encrypted with a key of the organization's own
 * (Service Authorization Reference, AWS IAM Identity Center and AWS Identity Store: dependent action `kms:Decrypt`). The key's policy must
 * let the owner account use it too.
 */
export const identityCenterKey = ({ identityCenter: { kmsKeyArn } }: Config): readonly Statement[] =>
  kmsKeyArn === undefined
    ? []
    : [allow('kms:Decrypt', kmsKeyArn, { StringLike: { 'kms:ViaService': ['sso.*.amazonaws.com', 'identitystore.*.amazonaws.com'] } })];
