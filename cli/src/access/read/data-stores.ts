import { DynamoDBClient, GetResourcePolicyCommand as GetTablePolicyCommand, paginateListTables } from '@aws-sdk/client-dynamodb';
import { GetBucketPolicyCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetResourcePolicyCommand, paginateListSecrets, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { type Policy, statementsOf } from '../policy/document.ts';
import { type Store, store } from '../store.ts';
import { collect, type Reader } from './reader.ts';

/** Which of the things of a kind are meant, by name. */
export type Keep = (name: string) => boolean;
/** Finds the stores of one kind in an account, with their resource policies. */
export type Find = (reader: Reader, keep: Keep) => Promise<readonly Store[]>;

/** A resource policy; none where there is none, or where it could not be read. */
export const resourcePolicy = async (
  { attempt }: Reader,
  of: string,
  read: () => Promise<string | undefined>,
  absent: readonly string[] = [],
): Promise<Policy | undefined> =>
  attempt(
    `resource policy of ${of}`,
    async () => {
      const document = await read();
      return document ? { name: `resource policy of ${of}`, statements: statementsOf(document) } : undefined;
    },
    absent,
  );

export const buckets: Find = async (reader, keep) => {
  const s3 = reader.client(S3Client);
  const found = await reader.attempt('buckets', () => s3.send(new ListBucketsCommand({})));
  return Promise.all(
    (found?.Buckets ?? [])
      .flatMap(({ Name = '' }) => (keep(Name) ? [Name] : []))
      .map(async (Bucket) => {
        const read = async () => (await s3.send(new GetBucketPolicyCommand({ Bucket, ExpectedBucketOwner: reader.accountId }))).Policy;
        return store(
          'bucket',
          `arn:aws:s3:::${Bucket}`,
          reader,
          Bucket,
          await resourcePolicy(reader, `bucket ${Bucket}`, read, ['NoSuchBucketPolicy']),
        );
      }),
  );
};

export const secrets: Find = async (reader, keep) => {
  const client = reader.client(SecretsManagerClient);
  const pages = paginateListSecrets({ client }, { IncludePlannedDeletion: true });
  const found = await reader.attempt('secrets', () => collect(pages, (page) => page.SecretList));
  return Promise.all(
    (found ?? [])
      .filter(({ Name = '' }) => keep(Name))
      .map(async ({ Name = '', ARN = '' }) => {
        const read = async () => (await client.send(new GetResourcePolicyCommand({ SecretId: ARN }))).ResourcePolicy;
        return store('secret', ARN, reader, Name, await resourcePolicy(reader, `secret ${Name}`, read));
      }),
  );
};

export const queues: Find = async (reader, keep) => {
  const client = reader.client(SQSClient, { useQueueUrlAsEndpoint: false });
  const found = await reader.attempt('queues', () =>
    collect(paginateListQueues({ client }, { MaxResults: 1_000 }), (page) => page.QueueUrls),
  );
  const named = (found ?? []).map((url) => ({ url, name: url.slice(url.lastIndexOf('/') + 1) })).filter(({ name }) => keep(name));
  return Promise.all(
    named.map(async ({ url, name }) => {
      const read = async () =>
        (await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['Policy'] }))).Attributes?.Policy;
      const arn = `arn:aws:sqs:${reader.region}:${reader.accountId}:${name}`;
      return store('queue', arn, reader, name, await resourcePolicy(reader, `queue ${name}`, read, ['QueueDoesNotExist']));
    }),
  );
};

export const tables: Find = async (reader, keep) => {
  const client = reader.client(DynamoDBClient);
  const found = await reader.attempt('tables', () => collect(paginateListTables({ client }, {}), (page) => page.TableNames));
  return Promise.all(
    (found ?? []).filter(keep).map(async (name) => {
      const arn = `arn:aws:dynamodb:${reader.region}:${reader.accountId}:table/${name}`;
      const read = async () => (await client.send(new GetTablePolicyCommand({ ResourceArn: arn }))).Policy;
      return store('table', arn, reader, name, await resourcePolicy(reader, `table ${name}`, read, ['PolicyNotFoundException']));
    }),
  );
};
