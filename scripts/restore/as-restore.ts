import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { Config } from '@tenantry/shared/deployment/config';
import { restoreRoleName, roleArn } from '@tenantry/shared/domain/names';

type Credentials = NonNullable<NonNullable<Parameters<typeof fromTemporaryCredentials>[0]>['masterCredentials']>;

/**
 * The rights of the role that may restore and nothing else (`landing-zone/src/policies/restore.ts`), renewed while a restore takes hours.
 * @param masterCredentials of somebody in the super-admin account who may assume it
 */
export const asRestore = (
  deployment: string,
  { region, accounts }: Pick<Config, 'region' | 'accounts'>,
  masterCredentials: Credentials,
): ReturnType<typeof fromTemporaryCredentials> =>
  fromTemporaryCredentials({
    masterCredentials,
    params: { RoleArn: roleArn(accounts.superAdmin, restoreRoleName(deployment)), RoleSessionName: 'restore' },
    clientConfig: { region },
  });
