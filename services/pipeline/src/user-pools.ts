import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { TENANT_TAG, tenantResourceName } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';

interface UserPoolScope {
  readonly cognito: CognitoIdentityProviderClient;
  readonly tenantId: string;
}

const describe = async ({ cognito, tenantId }: UserPoolScope, UserPoolId: string): Promise<UserPoolType | undefined> => {
  try {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    return UserPool?.UserPoolTags?.[TENANT_TAG] === tenantId ? UserPool : undefined;
  } catch (error) {
    if (isCode(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
};

/** The tenant's pool: the saved one first, then by name and tag. Names of pools are not unique. */
export const findUserPool = async (scope: UserPoolScope, saved?: string): Promise<UserPoolType | undefined> => {
  const known = saved ? await describe(scope, saved) : undefined;
  if (known) return known;
  const name = tenantResourceName(scope.tenantId);
  let NextToken: string | undefined;
  do {
    const page = await scope.cognito.send(new ListUserPoolsCommand({ MaxResults: 60, ...(NextToken ? { NextToken } : {}) }));
    for (const { Id, Name } of page.UserPools ?? []) {
      const found = Id && Name === name ? await describe(scope, Id) : undefined;
      if (found) return found;
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
};
