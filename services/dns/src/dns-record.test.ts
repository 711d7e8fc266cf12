import { expect, test } from '@jest/globals';
import { aliases, type DnsRecord, deletions, recordSet, repair } from './dns-record.ts';

const domain = 'north.app.example';
const cname: DnsRecord = { name: `k._domainkey.${domain}`, type: 'CNAME', value: 'k.dkim.amazonses.com' };
const wanted: DnsRecord[] = [...aliases(domain, 'd1.cloudfront.net'), cname];
const present = wanted.map(recordSet);

test('a zone that says what is wanted is left alone, however names are spelt', () => {
  const spelt = wanted.map(({ name, type, value }) => recordSet({ name: name.toUpperCase(), type, value: `${value}.` }));
  expect(repair(wanted, spelt, [])).toEqual({ changes: [], foreign: [] });
});

test('what is missing is created, own drift is overwritten', () => {
  const moved = wanted.map((record) => ({ ...record, value: 'other.example' })).map(recordSet);
  expect(repair(wanted, [], []).changes.map(({ Action }) => Action)).toEqual(['CREATE', 'CREATE', 'CREATE']);
  expect(repair(wanted, moved, wanted).changes.map(({ Action }) => Action)).toEqual(['UPSERT', 'UPSERT', 'UPSERT']);
});

test('a record that was not saved as ours is never overwritten', () => {
  const foreign = { Name: `${domain}.`, Type: 'A' as const, TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };
  expect(repair(wanted, [foreign], []).foreign).toEqual([foreign]);
  const alias = { Name: `${domain}.`, Type: 'CNAME' as const, TTL: 60, ResourceRecords: [{ Value: 'elsewhere.example' }] };
  expect(repair(wanted, [alias], wanted).foreign).toContain(alias);
  const weighted = { ...present[0]!, SetIdentifier: 'blue', Weight: 1 };
  expect(repair(wanted, [weighted, ...present.slice(1)], wanted).foreign).toEqual([weighted]);
});

test('what we wrote once and want no more is deleted, if it still says the same', () => {
  const old: DnsRecord = { ...cname, name: `old._domainkey.${domain}` };
  expect(repair(wanted, [...present, recordSet(old)], [...wanted, old]).changes).toEqual([
    { Action: 'DELETE', ResourceRecordSet: recordSet(old) },
  ]);
  expect(repair(wanted, [...present, recordSet({ ...old, value: 'changed.example' })], [...wanted, old]).changes).toEqual([]);
});

test('only exact values are deleted', () => {
  const [a, aaaa, dkim] = present;
  const changed = { ...a!, AliasTarget: { ...a!.AliasTarget!, DNSName: 'd2.cloudfront.net.' } };
  expect(deletions(wanted, [changed, aaaa!, dkim!]).map(({ ResourceRecordSet }) => ResourceRecordSet)).toEqual([aaaa, dkim]);
});

test('an alias that somebody set to evaluate its target is deleted as the zone lists it: Route 53 compares every member', () => {
  const [a, ...others] = present;
  const changed = { ...a!, AliasTarget: { ...a!.AliasTarget!, EvaluateTargetHealth: true } };
  expect(deletions(wanted, [changed, ...others])[0]).toEqual({ Action: 'DELETE', ResourceRecordSet: changed });
});

test('a batch takes away before it adds: a name may change its type in one', () => {
  const old: DnsRecord = { name: domain, type: 'CNAME', value: 'd0.cloudfront.net' };
  const { changes, foreign } = repair(aliases(domain, 'd1.cloudfront.net'), [recordSet(old)], [old]);
  expect({ actions: changes.map(({ Action }) => Action), foreign }).toEqual({ actions: ['DELETE', 'CREATE', 'CREATE'], foreign: [] });
});
