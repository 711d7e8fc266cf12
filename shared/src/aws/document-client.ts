import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { client } from './client.ts';

let created: DynamoDBDocumentClient | undefined;

/**
 * The one document client of a process, in its own account. One, because `DynamoDBDocumentClient.from` writes its options into
 * the client that it is given: a second one with other options changes the first.
 */
export const documentClient = (): DynamoDBDocumentClient => {
  created ??= DynamoDBDocumentClient.from(client(DynamoDBClient), { marshallOptions: { removeUndefinedValues: true } });
  return created;
};
