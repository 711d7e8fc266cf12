import {
  CognitoIdentityProviderClient,
  CreateManagedLoginBrandingCommand,
  DeleteManagedLoginBrandingCommand,
  DescribeManagedLoginBrandingByClientCommand,
  type ManagedLoginBrandingType,
} from '@aws-sdk/client-cognito-identity-provider';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { resource } from '@tenantry/shared/saga/resource';
import type { Scope } from '../scope.ts';
import { GONE } from '../user-pools.ts';

interface Needs {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** How Cognito's pages look, in Cognito's own style: without a branding they are not shown ("Apply branding to managed login pages"). */
export const loginBranding = resource(
  'loginBranding',
  {
    find: async ({ tenant }: Scope, { userPoolId, userPoolClientId }: Partial<Needs>): Promise<readonly ManagedLoginBrandingType[]> => {
      if (userPoolId === undefined || userPoolClientId === undefined) return [];
      const described = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId: userPoolId, ClientId: userPoolClientId });
      const found = await ifFound(() => tenant(CognitoIdentityProviderClient).send(described), ...GONE);
      return found?.ManagedLoginBranding ? [found.ManagedLoginBranding] : [];
    },
    hasNoTags: "a branding has none; it is of a client in the tenant's own pool, and goes with it",
    create: async ({ tenant }: Scope, { userPoolId: UserPoolId, userPoolClientId: ClientId }: Needs) => {
      const creation = new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, UseCognitoProvidedValues: true });
      return (await tenant(CognitoIdentityProviderClient).send(creation)).ManagedLoginBranding;
    },
    cannotDiffer: 'a tenant may have the pages styled by hand, which stays',
    remove: ({ tenant }, { UserPoolId, ManagedLoginBrandingId }) =>
      tenant(CognitoIdentityProviderClient).send(new DeleteManagedLoginBrandingCommand({ UserPoolId, ManagedLoginBrandingId })),
    gone: GONE,
    what: ({ ManagedLoginBrandingId }) => `the branding ${ManagedLoginBrandingId} of the sign-in pages`,
    out: (_scope, { ManagedLoginBrandingId }) => ({ loginBrandingId: idOf(ManagedLoginBrandingId, 'the branding of the sign-in pages') }),
  },
  { creates: [{ type: 'AWS::Cognito::ManagedLoginBranding', id: 'loginBrandingId' }] },
);
