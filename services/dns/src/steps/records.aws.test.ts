import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetChangeCommand, type GetChangeCommandOutput, Route53Client } from '@aws-sdk/client-route-53';
import { beforeAll, expect, test } from '@jest/globals';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { replacing } from '@tenantry/shared/testing/clients';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import type { ForeignThing } from '@tenantry/shared/testing/step-promises';
import { absolute, recordSet } from '../dns-record.ts';
import type { Written } from '../hosted-zone.ts';
import type { Scope } from '../scope.ts';
import { recordsUnder, tenantIn, write, type Zone, zone } from '../testing/tenant.ts';
import { records } from './records.ts';
import { recordsInSync } from './records-in-sync.ts';
import { validationRecord } from './validation-record.ts';

let shared: Zone;
beforeAll(async () => {
  shared = await zone();
});
const refused = (): never => {
  throw new Error('this stage has nothing to do in Route 53');
};
type Needs = ReturnType<typeof tenantIn>['needs'];
const list = (_scope: Scope, { domain }: Needs) => recordsUnder(shared, domain);
/** Somebody else's record. */
const foreign = async (Name: string, Type: 'AAAA' | 'CNAME', Value: string): Promise<ForeignThing> => {
  await write(shared, { Name, Type, TTL: 60, ResourceRecords: [{ Value }] });
  const id = `${absolute(Name)} ${Type} ${Value}`;
  return { id, isUntouched: async () => (await recordsUnder(shared, Name.replace(/\.$/, ''))).join() === id };
};
/** Every change of a zone has another id, also that which only asks when everything is in sync. */
const withoutChangeId = ({ records: written }: Written): Written => ({ records: written, changeId: '' });

stepContract({
  step: step('records', {
    ensure: async (scope: Scope, needs: Needs, saved: { written?: Written }) => {
      const out = await records.ensure(scope, needs, saved);
      return { ...out, written: withoutChangeId(out.written) };
    },
    remove: records.remove,
  }),
  tenant: async () => tenantIn(shared),
  list,
  owns: 5,
  drift: (_scope, { domain }) => write(shared, recordSet({ name: domain, type: 'A', value: 'elsewhere.cloudfront.net' })),
  isSound: async (_scope, { domain, distributionDomainName }) =>
    (await recordsUnder(shared, domain)).includes(`${domain}. A ${distributionDomainName}.`),
  foreign: (_scope, { domain }) => foreign(domain, 'AAAA', '2001:db8::1'),
});

stepContract({
  step: step('validationRecord', {
    ensure: async (scope: Scope, needs: Needs, saved: { validation?: Written }) => ({
      validation: withoutChangeId((await validationRecord.ensure(scope, needs, saved)).validation),
    }),
    remove: validationRecord.remove,
  }),
  tenant: async () => tenantIn(shared),
  list,
  drift: async (_scope, { validationRecord: record }) => write(shared, recordSet({ ...record, value: 'spoiled.example' })),
  isSound: async (_scope, { domain, validationRecord: record }) => (await recordsUnder(shared, domain)).join().endsWith(record.value),
  foreign: (_scope, { validationRecord: { name } }) => foreign(name, 'CNAME', 'elsewhere.example'),
});

stepContract({
  step: recordsInSync,
  keepsAfterRemove: true,
  tenant: async () => {
    const { scope, needs } = tenantIn(shared);
    return { scope, needs: { ...needs, ...(await records.ensure(scope, needs, {})) } };
  },
  list,
  owns: 5,
});

test('the first time costs one call; writing does not wait, another step does', async () => {
  const { scope, needs } = tenantIn(shared);
  const out = await records.ensure(scope, needs, {});
  expect(out).toMatchObject({ hostedZoneId: shared.hostedZoneId, url: `https://${needs.domain}` });
  const submitted = (answer: GetChangeCommandOutput) => ({ ...answer, ChangeInfo: { ...answer.ChangeInfo!, Status: 'PENDING' as const } });
  const early = { ...scope, production: replacing(scope.production, seenAs(scope.production(Route53Client), GetChangeCommand, submitted)) };
  await expect(recordsInSync.ensure(early, out, {})).rejects.toThrow(Wait);
  expect(await settled(() => recordsInSync.ensure(scope, out, {}))).toEqual({});
});

test('after a crash that lost the change, there is again one to wait for', async () => {
  const { scope, needs } = tenantIn(shared);
  const lost = await records.ensure(scope, needs, {});
  const again = await records.ensure(scope, needs, {});
  expect(again.written.records).toEqual(lost.written.records);
  expect(again.written.changeId).not.toBe(lost.written.changeId);
  await settled(() => recordsInSync.ensure(scope, again, {}));
});

test("somebody else's record of the same name is an error that names it", async () => {
  const { scope, needs } = tenantIn(shared);
  await foreign(needs.domain, 'AAAA', '2001:db8::1');
  await expect(records.ensure(scope, needs, {})).rejects.toMatchObject({
    code: 'ForeignRecord',
    message: expect.stringContaining(`${needs.domain}. AAAA`),
  });
});

test("a tenant that asks for another's domain neither changes nor deletes its records", async () => {
  const first = tenantIn(shared);
  await records.ensure(first.scope, first.needs, {});
  const second = tenantIn(shared, first.needs.domain);
  const before = await recordsUnder(shared, first.needs.domain);
  await expect(records.ensure(second.scope, { ...second.needs, dkimRecords: [] }, {})).rejects.toThrow(StalledError);
  await records.remove(second.scope, { ...second.needs, dkimRecords: [] }, {});
  expect(await recordsUnder(shared, first.needs.domain)).toEqual(before);
});

test('only exact values are deleted, with and without what was saved', async () => {
  const { scope, needs } = tenantIn(shared);
  const out = await records.ensure(scope, needs, {});
  await write(shared, recordSet({ name: needs.domain, type: 'A', value: 'elsewhere.cloudfront.net' }));
  await records.remove(scope, needs, out);
  await records.remove(scope, needs, {});
  expect(await recordsUnder(shared, needs.domain)).toEqual([`${needs.domain}. A elsewhere.cloudfront.net.`]);
});

test('a stage that never heard of a domain has nothing to remove', async () => {
  const { scope } = tenantIn(shared);
  const untouched = { ...scope, production: refused };
  await validationRecord.remove(untouched, {}, {});
  await records.remove(untouched, {}, {});
});

test('a stage that heard of a certificate and of no distribution removes its validation record', async () => {
  const { scope, needs } = tenantIn(shared);
  const { domain, validationRecord: record } = needs;
  await validationRecord.ensure(scope, needs, {});
  await records.remove(scope, { domain }, {});
  expect(await recordsUnder(shared, domain)).toHaveLength(1);
  await validationRecord.remove(scope, { validationRecord: record }, {});
  expect(await recordsUnder(shared, domain)).toEqual([]);
});

test('one writer per zone: others wait, and a dead one holds nobody up for ever', async () => {
  const { scope, needs } = tenantIn(shared);
  const lease = (until: number) => {
    const Item = { tenantId: { S: `zone#${scope.hostedZoneId}` }, owner: { S: 'other' }, until: { N: String(until) } };
    return shared.dynamoDb.send(new PutItemCommand({ TableName: scope.tableName, Item }));
  };
  await lease(Date.now() / 1000 + 3600);
  await expect(records.ensure(scope, needs, {})).rejects.toThrow(Wait);
  expect(await recordsUnder(shared, needs.domain)).toEqual([]);
  await lease(Date.now() / 1000 - 1);
  await records.ensure(scope, needs, {});
  expect(await recordsUnder(shared, needs.domain)).toHaveLength(5);
});

test('a change that Route 53 refuses because it works on another one waits', async () => {
  const { scope, needs } = tenantIn(shared);
  const fault = {
    match: { operation: 'ChangeResourceRecordSets', contains: scope.tenantId },
    effect: { kind: 'error', code: 'PriorRequestNotComplete' },
    times: 3, // the SDK's own attempts
  };
  await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/faults`, { method: 'POST', body: JSON.stringify(fault) });
  await expect(records.ensure(scope, needs, {})).rejects.toThrow(Wait);
  await records.ensure(scope, needs, {});
  expect(await recordsUnder(shared, needs.domain)).toHaveLength(5);
});

test('twenty tenants at once all get their records', async () => {
  const tenants = Array.from({ length: 20 }, () => tenantIn(shared));
  await Promise.all(
    tenants.map(async ({ scope, needs }) => {
      await settled(() => validationRecord.ensure(scope, needs, {}));
      await settled(() => records.ensure(scope, needs, {}));
    }),
  );
  for (const { needs } of tenants) expect(await recordsUnder(shared, needs.domain)).toHaveLength(6);
});
