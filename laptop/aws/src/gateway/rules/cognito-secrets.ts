import { randomBytes } from 'node:crypto';
import type { AwsCall } from '../call.ts';
import { AwsError, jsonResult } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

interface Secret {
  readonly ClientSecretId: string;
  readonly ClientSecretValue: string;
  /** Epoch seconds. */
  readonly ClientSecretCreateDate: number;
}
interface Client {
  readonly ClientId: string;
  readonly ClientSecret?: string;
  readonly CreationDate?: number;
}

/** Of clients whose secrets somebody has added to or taken from, by the client's id. */
const changed = (context: GatewayContext): Record<string, readonly Secret[]> => context.state('cognito.secrets', () => ({}));

const secretsOf = (context: GatewayContext, { ClientId, ClientSecret, CreationDate = 0 }: Client): readonly Secret[] => {
  const at = Math.floor(CreationDate);
  const first = { ClientSecretId: `${ClientId}--${at}`, ClientSecretValue: ClientSecret ?? '', ClientSecretCreateDate: at };
  return changed(context)[ClientId] ?? (ClientSecret ? [first] : []);
};

/** What an app client shows itself by: up to two secrets; none where it has none. */
export const secretValues = (context: GatewayContext, client: Client): readonly string[] =>
  secretsOf(context, client).map(({ ClientSecretValue }) => ClientSecretValue);

const clientOf = async ({ caller, region, params }: AwsCall, context: GatewayContext): Promise<Client> => {
  const input = { UserPoolId: params.UserPoolId, ClientId: params.ClientId };
  const asked = { accountId: caller.accountId, region, service: 'cognito-idp', operation: 'DescribeUserPoolClient', input };
  const { output } = await context.emulator(asked);
  if (!output.UserPoolClient)
    throw new AwsError('ResourceNotFoundException', `User pool client ${String(params.ClientId)} does not exist.`);
  return output.UserPoolClient as Client;
};
const withoutValue = ({ ClientSecretValue: _, ...listed }: Secret) => listed;

/** The secrets of an app client, which the emulator has one of. */
export const cognitoSecretRules: readonly Rule[] = [
  {
    name: 'two-secrets-of-client',
    source: `${API}/API_AddUserPoolClientSecret.html`,
    service: 'cognito-idp',
    operations: ['AddUserPoolClientSecret'],
    before: async (call, context) => {
      const client = await clientOf(call, context);
      const secrets = secretsOf(context, client);
      if (secrets.length === 0) throw new AwsError('InvalidParameterException', 'The app client has no secret.');
      if (secrets.length >= 2) throw new AwsError('LimitExceededException', 'An app client has at most 2 secrets.');
      const at = Math.floor(context.clock.now() / 1_000);
      const given = call.params.ClientSecret as string | undefined;
      // One of two of the same second has another id.
      const ClientSecretId = `${client.ClientId}--${at + (secrets.some(({ ClientSecretId: id }) => id.endsWith(`--${at}`)) ? 1 : 0)}`;
      const secret = { ClientSecretId, ClientSecretValue: given ?? randomBytes(24).toString('hex'), ClientSecretCreateDate: at };
      changed(context)[client.ClientId] = [...secrets, secret];
      return jsonResult({ ClientSecretDescriptor: given === undefined ? secret : withoutValue(secret) });
    },
  },
  {
    name: 'secrets-of-client',
    source: `${API}/API_ListUserPoolClientSecrets.html`,
    service: 'cognito-idp',
    operations: ['ListUserPoolClientSecrets'],
    before: async (call, context) => jsonResult({ ClientSecrets: secretsOf(context, await clientOf(call, context)).map(withoutValue) }),
  },
  {
    name: 'last-secret-of-client',
    source: `${API}/API_DeleteUserPoolClientSecret.html`,
    service: 'cognito-idp',
    operations: ['DeleteUserPoolClientSecret'],
    before: async (call, context) => {
      const client = await clientOf(call, context);
      const secrets = secretsOf(context, client);
      const kept = secrets.filter(({ ClientSecretId }) => ClientSecretId !== call.params.ClientSecretId);
      if (kept.length === secrets.length) throw new AwsError('ResourceNotFoundException', 'The app client has no such secret.');
      if (kept.length === 0) throw new AwsError('InvalidParameterException', 'The last secret of an app client cannot be deleted.');
      changed(context)[client.ClientId] = kept;
      return jsonResult({});
    },
  },
];
