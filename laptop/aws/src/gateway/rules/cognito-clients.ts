import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/cognito/latest/developerguide';

interface Client {
  readonly ExplicitAuthFlows?: readonly string[];
  readonly WriteAttributes?: readonly string[];
}

/** The app client and the pool that an access token was made for; it is the emulator that verifies the token. */
const claimsOf = (token: unknown): { readonly pool: string; readonly client: string } => {
  const [, payload = ''] = String(token).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as { iss?: string; client_id?: string };
  return { pool: claims.iss?.split('/').at(-1) ?? '', client: claims.client_id ?? '' };
};

const clientOf = async (call: AwsCall, context: GatewayContext, UserPoolId: string, ClientId: string): Promise<Client | undefined> => {
  const [accountId, region] = [call.caller.accountId, call.region];
  const asked = { accountId, region, service: 'cognito-idp', operation: 'DescribeUserPoolClient', input: { UserPoolId, ClientId } };
  return (await context.emulator(asked)).output.UserPoolClient as Client | undefined;
};

/** Browsers reach names below `localhost` on their own machine, as `localhost` itself (RFC 6761): the laptop's have no TLS. */
const isTaken = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, hash } = new URL(address);
  if (hash) return false;
  return protocol !== 'http:' || hostname === '127.0.0.1' || hostname === '[::1]' || /(^|\.)localhost$/.test(hostname);
};

/** App clients and domains: what Cognito refuses of them, and what it lets users change through them. */
export const cognitoClientRules: readonly Rule[] = [
  {
    name: 'callback-by-tls',
    source: `${API}/API_CreateUserPoolClient.html`,
    service: 'cognito-idp',
    operations: ['CreateUserPoolClient', 'UpdateUserPoolClient'],
    before: ({ params }) => {
      for (const field of ['CallbackURLs', 'LogoutURLs'] as const) {
        const wrong = ((params[field] ?? []) as readonly string[]).find((address) => !isTaken(address));
        if (wrong !== undefined) throw new AwsError('InvalidParameterException', `${wrong} in ${field} is not allowed: use HTTPS.`);
      }
      return undefined;
    },
  },
  {
    name: 'rotation-without-refresh-flow',
    source: `${GUIDE}/amazon-cognito-user-pools-using-the-refresh-token.html#using-the-refresh-token-rotation`,
    service: 'cognito-idp',
    operations: ['CreateUserPoolClient', 'UpdateUserPoolClient'],
    before: ({ params }) => {
      const rotation = params.RefreshTokenRotation as { Feature?: string } | undefined;
      const flows = (params.ExplicitAuthFlows ?? ['ALLOW_REFRESH_TOKEN_AUTH']) as readonly string[];
      if (rotation?.Feature !== 'ENABLED' || !flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) return undefined;
      throw new AwsError('InvalidParameterException', 'Refresh token rotation cannot be enabled with ALLOW_REFRESH_TOKEN_AUTH.');
    },
  },
  {
    name: 'refresh-flow-of-client',
    source: `${API}/API_RefreshTokenRotationType.html`,
    service: 'cognito-idp',
    operations: ['InitiateAuth'],
    before: async (call, context) => {
      const { AuthFlow, AuthParameters, ClientId } = call.params;
      if (!String(AuthFlow).startsWith('REFRESH_TOKEN')) return undefined;
      const { pool } = claimsOf((AuthParameters as { REFRESH_TOKEN?: string } | undefined)?.REFRESH_TOKEN);
      const flows = (await clientOf(call, context, pool, String(ClientId)))?.ExplicitAuthFlows ?? [];
      if (flows.length === 0 || flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) return undefined;
      throw new AwsError('NotAuthorizedException', 'REFRESH_TOKEN_AUTH is not enabled for the client.');
    },
  },
  {
    name: 'write-attributes-of-client',
    source: `${GUIDE}/user-pool-settings-attributes.html#user-pool-settings-attribute-permissions-and-scopes`,
    service: 'cognito-idp',
    operations: ['UpdateUserAttributes'],
    before: async (call, context) => {
      const { pool, client } = claimsOf(call.params.AccessToken);
      const writable = (await clientOf(call, context, pool, client))?.WriteAttributes ?? [];
      const asked = (call.params.UserAttributes ?? []) as readonly { readonly Name: string }[];
      if (writable.length === 0 || asked.every(({ Name }) => writable.includes(Name))) return undefined;
      throw new AwsError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
    },
  },
  {
    name: 'reserved-words-of-domains',
    source: `${GUIDE}/cognito-user-pools-assign-domain-prefix.html`,
    service: 'cognito-idp',
    operations: ['CreateUserPoolDomain'],
    before: ({ params }) => {
      const word = params.CustomDomainConfig ? undefined : /aws|amazon|cognito/.exec(String(params.Domain))?.[0];
      if (word === undefined) return undefined;
      throw new AwsError('InvalidParameterException', `Domain cannot contain reserved word: ${word}`);
    },
  },
];
