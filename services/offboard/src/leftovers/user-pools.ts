import { CognitoIdentityProviderClient, DeleteUserPoolCommand, paginateListUserPools } from '@aws-sdk/client-cognito-identity-provider';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

export const userPools: Lister = {
  service: 'Cognito',
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
  remove: async (place, { id }) => {
    await place.client(CognitoIdentityProviderClient).send(new DeleteUserPoolCommand({ UserPoolId: id }));
  },
};
