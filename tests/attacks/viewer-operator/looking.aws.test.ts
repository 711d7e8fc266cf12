import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect } from '@jest/globals';
import { client } from '@tenantry/shared/aws/client';
import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import { QueueClient, queueUrl } from '@tenantry/shared/function/queue';
import { ulid } from 'ulid';
import { begun, completed } from '../../../services/admin/src/api/audit/audited.ts';
import type { AuditLine } from '../../../services/admin/src/contract/audit.ts';
import { inTurn } from '../../../services/admin/src/queues/turn.ts';
import { auditKey, documents, tableName } from '../../../services/admin/src/table/items.ts';
import { deploy } from '../../../services/admin/src/testing/deployment.ts';
import { api } from '../../../services/admin/src/testing/tenants.ts';
import { attack } from '../attack.ts';

beforeAll(async () => {
  await deploy();
});

attack('letters-hidden-by-looking', 'viewers look at the dead letters of a queue all the time, so that no operator gets one', async () => {
  const QueueUrl = await queueUrl(deadLetterQueueName(process.env.STAGE ?? '', 'admin'));
  const { MessageId = '' } = await client(QueueClient).send(new SendMessageCommand({ QueueUrl, MessageBody: 'no event' }));
  const look = () => api('GET /dead-letters', { query: { queue: 'admin' }, groups: '[viewer]' });
  // While somebody acts on the queue, a look receives nothing: SQS counts each time that it hides a message.
  await inTurn('admin', 'an operator', async () => {
    expect((await look()).status).toBe(200);
    const seen = { QueueUrl, VisibilityTimeout: 0, MessageSystemAttributeNames: ['ApproximateReceiveCount' as const] };
    const { Messages = [] } = await client(QueueClient).send(new ReceiveMessageCommand(seen));
    expect(Messages).toMatchObject([{ MessageId, Attributes: { ApproximateReceiveCount: '1' } }]);
  });
  let isOver = false;
  const viewer = async (): Promise<void> => {
    while (!isOver) expect((await look()).status).toBe(200);
  };
  const viewers = Array.from({ length: 4 }, viewer);
  const discard = { path: { queue: 'admin', messageId: MessageId }, body: { reason: 'a test of ours' }, groups: '[operator]' };
  const { status } = await api('POST /dead-letters/{queue}/{messageId}/discard', discard);
  isOver = true;
  await Promise.all(viewers);
  expect(status).toBe(200);
});

attack('audit-line-overwritten', 'a request writes over the line of another in the audit, or ends it a second time', async () => {
  const line: AuditLine = {
    id: ulid(),
    at: new Date().toISOString(),
    by: 'eve@example.com',
    subject: 'eve',
    action: 'POST /tenants/{id}/offboard',
    request: {},
    outcome: 'started',
    requestId: 'r',
  };
  await begun(line);
  await expect(begun({ ...line, by: 'ada@example.com' })).rejects.toThrow();
  await completed(line.id, { outcome: 'done', status: 202 });
  await expect(completed(line.id, { outcome: 'refused', status: 403 })).rejects.toThrow();
  const { Item } = await documents().send(new GetCommand({ TableName: tableName(), Key: auditKey(line.id), ConsistentRead: true }));
  expect(Item).toMatchObject({ by: 'eve@example.com', outcome: 'done', status: 202 });
  expect(Item).not.toHaveProperty('expiresAt');
});
