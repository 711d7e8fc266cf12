import { expect, test } from '@jest/globals';
import { mistakes } from '../reference.ts';
import { requestsOf } from './all.ts';
import type { Input, Look } from './asked.ts';

const OF = 'arn:aws:lambda:us-east-1:999999999999:function:network-handler';
const look = { functionOfMapping: async () => OF } as unknown as Look;
const requests = async (service: string, operation: string, params: Input['params']) => {
  const place = { region: 'us-east-1', accountId: '999999999999' };
  const asked = await requestsOf({ service, operation, params, ...place, method: 'POST', path: '/', headers: {} }, look);
  expect(await mistakes(asked ?? [])).toEqual([]);
  return asked;
};
const table = (name: string): string => `arn:aws:dynamodb:us-east-1:999999999999:table/${name}`;

test('a restore of a table asks for the table, and for what it does with the one that it makes', async () => {
  expect(await requests('dynamodb', 'RestoreTableToPointInTime', { SourceTableName: 'a', TargetTableName: 'b' })).toEqual([
    { action: 'dynamodb:RestoreTableToPointInTime', resource: table('a') },
    ...['BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'].map((action) => ({
      action: `dynamodb:${action}`,
      resource: table('b'),
    })),
  ]);
});

test('a switch of an event source mapping asks with the function that it invokes', async () => {
  expect(await requests('lambda', 'UpdateEventSourceMapping', { UUID: 'u', Enabled: false })).toEqual([
    {
      action: 'lambda:UpdateEventSourceMapping',
      resource: 'arn:aws:lambda:us-east-1:999999999999:event-source-mapping:u',
      keys: { 'lambda:FunctionArn': OF },
    },
  ]);
});
