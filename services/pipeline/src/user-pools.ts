import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  paginateListUserPools,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import type { Scope } from './scope.ts';

type Owner = Pick<Scope, 'tenantId' | 'tenant'>;

/** How Cognito says that there is no such pool, or nothing of that id in it. */
export const GONE = ['ResourceNotFoundException'];

export const userPoolOf = async ({ tenant }: Owner, UserPoolId: string | undefined): Promise<UserPoolType | undefined> =>
  (await ifFound(() => tenant(CognitoIdentityProviderClient).send(new DescribeUserPoolCommand({ UserPoolId })), ...GONE))?.UserPool;

/** The pools of the tenant's name, ours or not: names of pools are not unique. */
export const userPoolsNamed = async (owner: Owner): Promise<readonly UserPoolType[]> => {
  const name = tenantResourceName(owner.tenantId);
  const pages = paginateListUserPools({ client: owner.tenant(CognitoIdentityProviderClient) }, { MaxResults: 60 });
  const listed = (await collect(pages, ({ UserPools }) => UserPools)).filter(({ Name }) => Name === name);
  return (await Promise.all(listed.map(({ Id }) => userPoolOf(owner, Id)))).flatMap((pool) => pool ?? []);
};

/** The tenant's own pool. */
export const ownUserPool = async (owner: Owner): Promise<UserPoolType | undefined> =>
  (await userPoolsNamed(owner)).find(({ UserPoolTags }) => hasTag(owner, UserPoolTags));
