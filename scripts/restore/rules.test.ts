import { describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { fresh } from '@tenantry/shared/saga/record';
import { factOf } from '../../services/admin/src/model/fact.ts';
import { evolve, freshHistory } from '../../services/admin/src/model/history.ts';
import { tenantItem } from '../../services/admin/src/table/items.ts';
import { everyResources } from '../../tests/templates.ts';
import { type Item, tableRules, tenantsIn } from './rules.ts';
import { changeOf, sideTable } from './tables.ts';

const { tenantId } = samples.TenantRequested;
const known = (...names: readonly (keyof typeof samples)[]) =>
  tenantsIn([
    tenantItem(
      names.reduce((history, name) => evolve(history, factOf(name, samples[name] as never)), freshHistory(tenantId)),
    ) as unknown as Item,
  ]);
const ruleOf = (suffix: string) => {
  const found = tableRules('dev').find(({ table }) => table.endsWith(suffix));
  if (!found) throw new Error(`no rule for ${suffix}`);
  return found;
};
const network = ruleOf('-dev-network');
const record = (more: object) => ({ tenantId, version: 4, record: { ...fresh(tenantId), ...more } });

test('every table that has recovery has a rule by which its items go back, with its key', () => {
  const recovered = everyResources.flatMap(([, resources]) =>
    Object.values(resources).flatMap(({ Type, Properties = {} }) =>
      Type === 'AWS::DynamoDB::Table' && Properties.PointInTimeRecoverySpecification
        ? [[Properties.TableName, (Properties.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName)] as const]
        : [],
    ),
  );
  const rules = tableRules('dev').map(({ table, key }) => [table, key] as const);
  expect(new Map(rules)).toEqual(new Map(recovered.map(([table, key]) => [String(table), key])));
});

describe("a stage's table", () => {
  test('goes back, and its records verify', () => {
    const [then, now] = [record({ generation: 1 }), { ...record({ generation: 3 }), version: 9 }];
    const { put, remove } = changeOf(network, [then], [now], known('TenantRequested'));
    expect(remove).toEqual([]);
    expect(put).toEqual([expect.objectContaining({ tenantId, version: 10 })]);
    expect(Number((put[0]?.record as { generation: number } | undefined)?.generation)).toBeGreaterThan(3);
  });

  test('has a record of every tenant, so that no stage publishes again under an id that is known', () => {
    const { put } = changeOf(network, [], [], known('TenantRequested'));
    expect(put).toEqual([expect.objectContaining({ tenantId, record: expect.objectContaining({ begun: true }) })]);
  });

  test('has a tombstone of a tenant that is gone, which DynamoDB deletes in its time', () => {
    const { put } = changeOf(network, [record({ begun: true })], [], known('TenantRequested', 'TenantOffboarded'));
    expect(put).toEqual([
      expect.objectContaining({ expiresAt: expect.any(Number), record: expect.objectContaining({ ended: true, seen: {} }) }),
    ]);
  });

  test('turns to the removal that was decided since, and knows that it had said it is removed', () => {
    const { put } = changeOf(network, [record({ begun: true })], [], known('TenantRequested', 'TenantOffboarding', 'NetworkRemoved'));
    expect(put[0]?.record).toMatchObject({ desired: 'absent', published: { NetworkRemoved: expect.any(Number) } });
  });

  test('leaves a label to who has it', () => {
    const label = { tenantId: 'label#mercy', owner: tenantId };
    const { put } = changeOf(ruleOf('-dev-dns'), [label], [], known());
    expect(put).toContainEqual(label);
  });
});

test('what is as it was is not written', () => {
  const closing = { tenantId, accountId: '1', state: 'queued' };
  expect(changeOf(ruleOf('-closings'), [closing], [closing], known())).toEqual({ put: [], remove: [], left: 1 });
});

test('the table beside is called by the moment, so that what was begun is found again', () => {
  expect(sideTable('tenantry-prod-admin', new Date('2026-11-28T20:00:00Z'))).toBe('tenantry-prod-admin-at-20261128T200000Z');
});
