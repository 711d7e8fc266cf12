import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenantIn, type Zone, zone } from '../testing/tenant.ts';
import { label } from './label.ts';

let shared: Zone;
beforeAll(async () => {
  shared = await zone();
});
const keyOf = (name: string) => ({ tenantId: { S: `label#${name}` } });
const ownerOf = async ({ tableName }: Scope, name: string): Promise<string | undefined> =>
  (await shared.dynamoDb.send(new GetItemCommand({ TableName: tableName, Key: keyOf(name) }))).Item?.owner?.S;

stepContract({
  step: label,
  // Without what was saved nobody knows which label it was: it stays the tenant's.
  keepsAfterRemove: true,
  tenant: async () => tenantIn(shared),
  list: async (scope, needs) => ((await ownerOf(scope, needs.label)) === scope.tenantId ? [needs.label] : []),
  drift: { cannot: 'nobody but dns writes its table' },
  foreign: async (scope, needs) => {
    const Item = { ...keyOf(needs.label), owner: { S: 'another tenant' } };
    await shared.dynamoDb.send(new PutItemCommand({ TableName: scope.tableName, Item }));
    return { id: needs.label, isUntouched: async () => (await ownerOf(scope, needs.label)) === 'another tenant' };
  },
});

test('a label is free for the next tenant when the one that had it is gone, and not before', async () => {
  const first = tenantIn(shared);
  const second = tenantIn(shared, first.needs.domain);
  const had = await label.ensure(first.scope, first.needs, {});
  await expect(label.ensure(second.scope, second.needs, {})).rejects.toMatchObject({
    code: 'LabelTaken',
    message: expect.stringContaining(first.scope.tenantId),
  });
  await label.remove(first.scope, first.needs, had);
  expect(await label.ensure(second.scope, second.needs, {})).toEqual(had);
});
