import {
  CloudWatchLogsClient,
  DescribeSubscriptionFiltersCommand,
  paginateDescribeDestinations,
  paginateDescribeLogGroups,
  type SubscriptionFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient, paginateListUserPools } from '@aws-sdk/client-cognito-identity-provider';
import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient, paginateListGrants, paginateListKeys } from '@aws-sdk/client-kms';
import { GetPolicyCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { Policy, Statement } from '../policy/document.ts';
import { namedBy } from '../policy/principal.ts';
import type { KeyGrant } from '../snapshot.ts';
import { type Store, store } from '../store.ts';
import { type Find, resourcePolicy } from './data-stores.ts';
import { collect, type Reader } from './reader.ts';

export const functions: Find = async (reader, keep) => {
  const client = reader.client(LambdaClient);
  const found = await reader.attempt('functions', () => collect(paginateListFunctions({ client }, {}), (page) => page.Functions));
  return Promise.all(
    (found ?? [])
      .filter(({ FunctionName = '' }) => keep(FunctionName))
      .map(async ({ FunctionName = '', FunctionArn = '' }) => {
        const read = async () => (await client.send(new GetPolicyCommand({ FunctionName }))).Policy;
        const policy = await resourcePolicy(reader, `function ${FunctionName}`, read, ['ResourceNotFoundException']);
        return store('function', FunctionArn, reader, FunctionName, policy);
      }),
  );
};

export const userPools: Find = async (reader, keep) => {
  const client = reader.client(CognitoIdentityProviderClient);
  const found = await reader.attempt('user pools', () =>
    collect(paginateListUserPools({ client }, { MaxResults: 60 }), (page) => page.UserPools),
  );
  return (found ?? [])
    .filter(({ Name = '' }) => keep(Name))
    .map(({ Id = '', Name = '' }) =>
      store('user pool', `arn:aws:cognito-idp:${reader.region}:${reader.accountId}:userpool/${Id}`, reader, Name),
    );
};

/** What leaves an account by a subscription is read by whoever has the destination. */
const subscribed = (filters: readonly SubscriptionFilter[], { accountId }: Reader): Policy | undefined => {
  const statements = filters.flatMap(({ filterName = '', destinationArn = '' }): readonly Statement[] => {
    const to = destinationArn.split(':')[4];
    return !to || to === accountId
      ? []
      : [{ Sid: filterName, Effect: 'Allow', Principal: { AWS: to }, Action: 'logs:GetLogEvents', Resource: '*' }];
  });
  return statements.length > 0 ? { name: 'subscription filter to another account', statements } : undefined;
};

export const logGroups: Find = async (reader, keep) => {
  const client = reader.client(CloudWatchLogsClient);
  const found = await reader.attempt('log groups', () => collect(paginateDescribeLogGroups({ client }, {}), (page) => page.logGroups));
  return Promise.all(
    (found ?? [])
      .flatMap(({ logGroupName = '' }) => (keep(logGroupName) ? [logGroupName] : []))
      .map(async (logGroupName) => {
        const filters = await reader.attempt(`subscription filters of log group ${logGroupName}`, () =>
          client.send(new DescribeSubscriptionFiltersCommand({ logGroupName })),
        );
        const arn = `arn:aws:logs:${reader.region}:${reader.accountId}:log-group:${logGroupName}`;
        return store('log group', arn, reader, logGroupName, subscribed(filters?.subscriptionFilters ?? [], reader));
      }),
  );
};

export const logDestinations: Find = async (reader, keep) => {
  const client = reader.client(CloudWatchLogsClient);
  const found = await reader.attempt('log destinations', () =>
    collect(paginateDescribeDestinations({ client }, {}), (page) => page.destinations),
  );
  return Promise.all(
    (found ?? [])
      .filter(({ destinationName = '' }) => keep(destinationName))
      .map(async ({ destinationName = '', arn = '', accessPolicy }) =>
        store(
          'log destination',
          arn,
          reader,
          destinationName,
          await resourcePolicy(reader, `log destination ${destinationName}`, async () => accessPolicy),
        ),
      ),
  );
};

/** The bus of the deployment, by which somebody could have a tenant taken back. */
export const bus = async (reader: Reader, name: string): Promise<readonly Store[]> => {
  const read = async () => (await reader.client(EventBridgeClient).send(new DescribeEventBusCommand({ Name: name }))).Policy;
  const arn = `arn:aws:events:${reader.region}:${reader.accountId}:event-bus/${name}`;
  return [store('bus', arn, reader, name, await resourcePolicy(reader, `bus ${name}`, read))];
};

export interface Keys {
  readonly stores: readonly Store[];
  readonly grants: readonly KeyGrant[];
}
/** The account's own KMS keys: those of AWS's services are used by these services alone. */
export const keys = async (reader: Reader): Promise<Keys> => {
  const client = reader.client(KMSClient);
  const found = await reader.attempt('keys', () => collect(paginateListKeys({ client }, {}), (page) => page.Keys));
  const each = await Promise.all(
    (found ?? []).map(async ({ KeyId = '', KeyArn = '' }): Promise<Keys> => {
      const described = await reader.attempt(`key ${KeyId}`, () => client.send(new DescribeKeyCommand({ KeyId })));
      if (described?.KeyMetadata?.KeyManager === 'AWS') return { stores: [], grants: [] };
      const name = described?.KeyMetadata?.Description || KeyId;
      const read = async () => (await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy;
      const policy = await resourcePolicy(reader, `key ${name}`, read);
      const made = store('key', KeyArn, reader, name, policy);
      const grants = await reader.attempt(`grants of key ${name}`, () =>
        collect(paginateListGrants({ client }, { KeyId }), (page) => page.Grants),
      );
      return {
        stores: [made],
        grants: (grants ?? []).map(({ GranteePrincipal = '', GranteeServicePrincipal, Operations = [] }) => {
          const principal = GranteeServicePrincipal ? { Service: GranteeServicePrincipal } : { AWS: GranteePrincipal };
          const [to = { kind: 'principal' as const, id: GranteePrincipal }] = namedBy({ Effect: 'Allow', Principal: principal });
          return { store: made.name, account: reader.account, to, operations: Operations };
        }),
      };
    }),
  );
  return { stores: each.flatMap(({ stores }) => stores), grants: each.flatMap(({ grants }) => grants) };
};
