import {
  CognitoIdentityProviderClient,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
  type DomainDescriptionType,
  UpdateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { tenantSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { signInUrl } from '@tenantry/shared/deployment/sign-in-url';
import { resource } from '@tenantry/shared/saga/resource';
import type { Scope } from '../scope.ts';
import { GONE, ownUserPool, userPoolOf } from '../user-pools.ts';

/** Managed login, which has what Cognito's pages learn from now on; 1 is the classic hosted UI. */
const VERSION = 2;

interface Needs {
  readonly userPoolId: string;
}
interface Found extends DomainDescriptionType {
  /** Of the pages. */
  readonly url: string;
}

/** With the address of the pages that this tenant's have once they are as wanted. */
const withUrl = async ({ tenant, tenantId, config }: Scope, found: DomainDescriptionType): Promise<Found> => ({
  ...found,
  url: await signInUrl(tenant(CognitoIdentityProviderClient), config, tenantSignInPrefix(tenantId)),
});

/** Cognito's own pages for the tenant's users, at a domain of Cognito. A pool has one of these, and one of its own name at most. */
export const userPoolDomain = resource(
  'userPoolDomain',
  {
    find: async (scope: Scope, { userPoolId }: Partial<Needs>): Promise<readonly Found[]> => {
      const pool = userPoolId === undefined ? await ownUserPool(scope) : await userPoolOf(scope, userPoolId);
      if (!pool?.Domain) return [];
      const described = new DescribeUserPoolDomainCommand({ Domain: pool.Domain });
      const { DomainDescription } = await scope.tenant(CognitoIdentityProviderClient).send(described);
      // A description without a pool is that of no domain.
      return DomainDescription?.UserPoolId ? [await withUrl(scope, DomainDescription)] : [];
    },
    hasNoTags: "a domain has none; it is the tenant's own pool's",
    create: async (scope: Scope, { userPoolId: UserPoolId }: Needs): Promise<Found> => {
      const wanted = { UserPoolId, Domain: tenantSignInPrefix(scope.tenantId), ManagedLoginVersion: VERSION };
      await scope.tenant(CognitoIdentityProviderClient).send(new CreateUserPoolDomainCommand(wanted));
      return withUrl(scope, wanted);
    },
    differs: ({ tenantId }, _needs, { Domain, ManagedLoginVersion }) => [
      ...(Domain === tenantSignInPrefix(tenantId) ? [] : ['prefix']),
      ...(ManagedLoginVersion === VERSION ? [] : ['version']),
    ],
    repair: async ({ tenant, tenantId }, { userPoolId: UserPoolId }, { Domain }, differences) => {
      const cognito = tenant(CognitoIdentityProviderClient);
      const wanted = { UserPoolId, Domain: tenantSignInPrefix(tenantId), ManagedLoginVersion: VERSION };
      if (!differences.includes('prefix')) {
        await cognito.send(new UpdateUserPoolDomainCommand(wanted));
        return;
      }
      await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
      await cognito.send(new CreateUserPoolDomainCommand(wanted));
    },
    remove: ({ tenant }, { UserPoolId, Domain }) =>
      tenant(CognitoIdentityProviderClient).send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain })),
    gone: GONE,
    what: ({ Domain }) => `the domain ${Domain} of the user pool`,
    out: (_scope, { url }) => ({ signInUrl: url }),
  },
  { creates: [{ type: 'AWS::Cognito::UserPoolDomain' }] },
);
