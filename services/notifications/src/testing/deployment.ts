import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parameterOf } from '@tenantry/shared/deployment/landing-zone';
import { deadLetterQueueName, landingZoneParameter, serviceName } from '@tenantry/shared/domain/names';
import { NOTIFICATIONS } from '@tenantry/shared/domain/notifications';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { zoneOf } from '@tenantry/shared/testing/zone-of';
import { ulid } from 'ulid';
import type { Wake } from '../deliver/attempt.ts';

/** A separate deployment for one test file: table, queue and parameter; its functions are called by the test. */
export interface Deployment {
  /** Messages that wake a delivery, taken off the queue. */
  readonly wakes: (expected: number) => Promise<readonly Wake[]>;
}

export const deploy = async (): Promise<Deployment> => {
  const deployment = `test${ulid().toLowerCase()}`;
  process.env.STAGE = deployment;
  const root = rootOf(testAccounts.superAdmin);
  const sqs = new SQSClient({ ...root, useQueueUrlAsEndpoint: false });
  await new DynamoDBClient(root).send(
    new CreateTableCommand({
      TableName: serviceName(deployment, NOTIFICATIONS),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: (['pk', 'sk'] as const).map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: serviceName(deployment, NOTIFICATIONS) }));
  await sqs.send(new CreateQueueCommand({ QueueName: deadLetterQueueName(deployment, NOTIFICATIONS) }));
  const Value = parameterOf(zoneOf(deployment));
  await new SSMClient(root).send(
    new PutParameterCommand({ Name: landingZoneParameter(deployment), Type: 'String', Tier: 'Intelligent-Tiering', Value }),
  );
  const receive = async (): Promise<readonly Wake[]> => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.map(({ Body = '{}' }) => JSON.parse(Body) as Wake);
  };
  return {
    wakes: async (expected) => {
      const found: Wake[] = [];
      do found.push(...(await receive()));
      while (found.length < expected);
      return found;
    },
  };
};
