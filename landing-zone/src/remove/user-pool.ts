import {
  type CognitoIdentityProviderClient,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ifFound } from '@tenantry/shared/aws/found';

/** Deletes a user pool with everybody in it, protected or not. Its domain went with its stack. One that is gone is fine. */
export const deleteUserPool = async (client: CognitoIdentityProviderClient, UserPoolId: string): Promise<void> => {
  await ifFound(async () => {
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    if (UserPool?.DeletionProtection === 'ACTIVE') await unprotect(client, UserPoolId);
    await client.send(new DeleteUserPoolCommand({ UserPoolId }));
  }, 'ResourceNotFoundException');
};

/** What else the pool has goes to its default with this (API reference, UpdateUserPool): nobody signs in any more, and it is deleted next. */
const unprotect = (client: CognitoIdentityProviderClient, UserPoolId: string): Promise<unknown> =>
  client.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'INACTIVE' }));
