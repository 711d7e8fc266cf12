import {
  CognitoIdentityProviderClient,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

export const userPools: Lister = {
  service: 'Cognito',
  finds: ['AWS::Cognito::UserPool'],
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { UserPools = [] } of paginateListUserPools(
      { client: place.client(CognitoIdentityProviderClient) },
      { MaxResults: 60 },
    )) {
      found.push(...UserPools.map(({ Id, Name }) => foundIn(place, 'Cognito user pool')(Id, hasName(place, Name))));
    }
    return found;
  },
  /** Cognito deletes no pool that has a domain (https://github.com/hashicorp/terraform-provider-aws/issues/16479). */
  remove: async (place, { id: UserPoolId }) => {
    const client = place.client(CognitoIdentityProviderClient);
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    for (const Domain of [UserPool?.CustomDomain, UserPool?.Domain]) {
      if (Domain) await client.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
    }
    await client.send(new DeleteUserPoolCommand({ UserPoolId }));
  },
};
