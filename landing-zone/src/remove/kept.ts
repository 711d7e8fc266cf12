import { CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeCommitClient, DeleteRepositoryCommand } from '@aws-sdk/client-codecommit';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DeleteTableCommand, DynamoDBClient, UpdateTableCommand, waitUntilTableNotExists } from '@aws-sdk/client-dynamodb';
import { KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import { ofOwner } from '@tenantry/shared/aws/bucket-owner';
import { ifFound } from '@tenantry/shared/aws/found';
import { deleteBucket } from './contents.ts';
import { deleteZone } from './delete-zone.ts';
import { deleteUserPool } from './user-pool.ts';

/** What outlives its stack, since it holds what cannot be made again. */
export interface Kept {
  readonly type: string;
  readonly id: string;
}
/** Of an SDK client in the account and region of the stack. */
export interface Configuration {
  /** The account: S3 refuses where a bucket of our name is somebody else's. */
  readonly accountId: string;
  readonly region: string;
  readonly credentials: NonNullable<STSClientConfig['credentials']>;
}

/** Days until a key is gone for good; until then it can be taken back (KMS API reference, ScheduleKeyDeletion). */
const KEY_DAYS = 7;
/** Seconds. */
const TABLE_PATIENCE = 300;

type Delete = (configuration: Configuration, id: string) => Promise<string | undefined>;

/** How the data of each type is deleted for good. Answers why something stays. What is gone already is fine. */
const DELETE: Readonly<Record<string, Delete>> = {
  'AWS::DynamoDB::Table': async (configuration, TableName) => {
    const client = new DynamoDBClient(configuration);
    await ifFound(() => client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false })), 'ResourceNotFoundException');
    await ifFound(() => client.send(new DeleteTableCommand({ TableName })), 'ResourceNotFoundException');
    await waitUntilTableNotExists({ client, maxWaitTime: TABLE_PATIENCE }, { TableName });
    return undefined;
  },
  'AWS::S3::Bucket': (configuration, id) => deleteBucket(ofOwner(new S3Client(configuration), configuration.accountId), id),
  'AWS::CodeCommit::Repository': async (configuration, id) => {
    // Its name: `remove-stack.ts` gives that in place of the physical id, which the API does not take. One that is gone is fine.
    await new CodeCommitClient(configuration).send(new DeleteRepositoryCommand({ repositoryName: id }));
    return undefined;
  },
  'AWS::KMS::Key': async (configuration, KeyId) => {
    const schedule = new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: KEY_DAYS });
    await ifFound(() => new KMSClient(configuration).send(schedule), 'NotFoundException', 'KMSInvalidStateException');
    return `it is deleted in ${KEY_DAYS} days; until then: aws kms cancel-key-deletion --key-id ${KeyId}`;
  },
  'AWS::Cognito::UserPool': async (configuration, id) => {
    await deleteUserPool(new CognitoIdentityProviderClient(configuration), id);
    return undefined;
  },
  'AWS::Logs::LogGroup': async (configuration, logGroupName) => {
    const client = new CloudWatchLogsClient(configuration);
    await ifFound(() => client.send(new DeleteLogGroupCommand({ logGroupName })), 'ResourceNotFoundException');
    return undefined;
  },
  'AWS::Route53::HostedZone': async (configuration, id) => {
    await deleteZone(new Route53Client(configuration), id);
    return undefined;
  },
};

/** Deletes what a stack has kept, for good. @returns why something stays, or what is still to come; undefined when it is gone */
export const deleteKept = async (configuration: Configuration, { type, id }: Kept): Promise<string | undefined> => {
  const remove = DELETE[type];
  return remove ? remove(configuration, id) : 'nothing here deletes it';
};
