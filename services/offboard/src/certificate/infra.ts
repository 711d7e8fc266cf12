import { functionRoleName, roleArn } from '@tenantry/shared/domain/names';
import { policy } from '@tenantry/shared/infra/policy';
import { certificateKeyAlias } from './key-alias.ts';

/** What administrators of a key do (KMS developer guide, "Key administrators"): they do not sign. */
const ADMINISTRATION = ['Create', 'Delete', 'Describe', 'Disable', 'Enable', 'Get', 'List', 'Put', 'Revoke', 'Update'].map(
  (verb) => `kms:${verb}*`,
);

/**
 * The key of the certificates. The account's policies decide who administers it, as of any key; who signs is said here alone: the
 * functions of this service. In a key policy `*` means this key.
 */
export const certificateKey = (deployment: string, accountId: string) => {
  const account = { AWS: `arn:aws:iam::${accountId}:root` };
  return {
    CertificateKey: {
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Description: `Tenantry ${deployment}: signs certificates of erasure`,
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        KeyPolicy: policy([
          {
            Effect: 'Allow',
            Principal: account,
            Action: [...ADMINISTRATION, 'kms:CancelKeyDeletion', 'kms:ScheduleKeyDeletion', 'kms:TagResource', 'kms:UntagResource'],
            Resource: '*',
          },
          {
            Effect: 'Allow',
            Principal: account,
            Action: 'kms:Sign',
            Resource: '*',
            Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn(accountId, functionRoleName(deployment, 'offboard')) } },
          },
        ]),
      },
    },
    CertificateKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: certificateKeyAlias(deployment), TargetKeyId: { Ref: 'CertificateKey' } },
    },
  };
};
