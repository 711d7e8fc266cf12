import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { differing } from '@tenantry/shared/aws/agrees';
import { ifFound } from '@tenantry/shared/aws/found';
import { Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import type { Scope } from '../scope.ts';
import { GONE, userPoolOf, userPoolsNamed } from '../user-pools.ts';
import { everyClientIn } from './user-pool-client.ts';

/**
 * Nobody signs in or refreshes by it. One flow it must have, or Cognito gives it its defaults (API reference, UpdateUserPoolClient,
 * ExplicitAuthFlows): by this one nobody comes in without a role of the account.
 */
export const SHUT = {
  ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH' as const],
  AllowedOAuthFlowsUserPoolClient: false,
};
/** A page of people, the most there are (API reference, ListUsers), and how many are signed out at a time. */
const PAGE = 60;
const AT_ONCE = 10;
/** A worker begins no further page after so long. Milliseconds. */
const WORK = 6_000;

const cognito = ({ tenant }: Scope): CognitoIdentityProviderClient => tenant(CognitoIdentityProviderClient);

const shutClient = async (scope: Scope, found: UserPoolClientType): Promise<void> => {
  if (differing(found, SHUT).length === 0) return;
  const { UserPoolId, ClientId, ClientName } = found;
  // What is not said gets its default: nothing is allowed by the others without the flows.
  await cognito(scope).send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ClientName, ...SHUT }));
};

/** Of the tenant's name, and the one that was made for it, whatever it is called and whatever tags it has by now. */
const poolsOf = async (scope: Scope, userPoolId: string | undefined): Promise<readonly string[]> => {
  const made = userPoolId === undefined ? undefined : await userPoolOf(scope, userPoolId);
  const ids = [...(await userPoolsNamed(scope)), made].flatMap((pool) => pool?.Id ?? []);
  return [...new Set(ids)].sort();
};

/** All clients, those that somebody else made as well, since by any of them people sign in; or those that are meant. @throws Wait */
export const shutClients = async (
  scope: Scope,
  UserPoolId: string,
  isMeant: (found: UserPoolClientType) => boolean = () => true,
): Promise<void> => {
  for (const found of (await everyClientIn(scope, UserPoolId)).filter(isMeant)) await shutClient(scope, found);
  if ((await everyClientIn(scope, UserPoolId)).filter(isMeant).some((found) => differing(found, SHUT).length > 0)) {
    throw new Wait(1, 'the clients of the user pool to be shut');
  }
};

interface Noted {
  readonly pool: string;
  /** The page of its people to go on with. */
  readonly people: string;
}

/** Ends what refresh tokens and access tokens are good for at Cognito, some people at a time. @throws Wait until it has gone through all */
const signOutAll = async (scope: Scope, UserPoolId: string): Promise<void> => {
  const ends = scope.now() * 1000 + WORK;
  const noted = scope.noted as Noted | undefined;
  let token = noted?.pool === UserPoolId ? noted.people : undefined;
  do {
    const page = await cognito(scope).send(new ListUsersCommand({ UserPoolId, Limit: PAGE, PaginationToken: token }));
    const names = (page.Users ?? []).flatMap(({ Username }) => Username ?? []);
    for (let i = 0; i < names.length; i += AT_ONCE) {
      await Promise.all(names.slice(i, i + AT_ONCE).map((Username) => signOut(scope, UserPoolId, Username)));
    }
    token = page.PaginationToken;
  } while (token && scope.now() * 1000 < ends);
  if (token) throw new Wait(1, "the tenant's people to be signed out", { pool: UserPoolId, people: token } satisfies Noted);
};

const signOut = (scope: Scope, UserPoolId: string, Username: string): Promise<unknown> =>
  ifFound(() => cognito(scope).send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username })), 'UserNotFoundException');

/**
 * Nobody of an isolated tenant signs in, and everybody is signed out: `userPoolClient` opens its client again, and people sign in
 * again; a client that somebody else made stays shut. A token that is out is good at the API for its ten minutes, and the API is shut.
 */
export const isolatedUsers = isolating(
  'isolatedUsers',
  {
    shut: async (scope: Scope, { userPoolId }: { readonly userPoolId?: string | undefined }) => {
      const pools = await poolsOf(scope, userPoolId);
      for (const pool of pools) await ifFound(() => shutClients(scope, pool), ...GONE);
      // The pools before the one that was noted are through.
      const at = pools.indexOf((scope.noted as Noted | undefined)?.pool ?? '');
      for (const pool of pools.slice(Math.max(at, 0))) await ifFound(() => signOutAll(scope, pool), ...GONE);
    },
  },
  { maxSeconds: 20 },
);
