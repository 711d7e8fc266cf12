import { ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { expect, test } from '@jest/globals';
import { lowerNegativeTtl } from './negative-ttl.ts';

const zone = { id: 'Z1', name: 'app.example.com' };
const soa = (minimum: number) => ({
  Name: 'app.example.com.',
  Type: 'SOA' as const,
  TTL: 900,
  ResourceRecords: [{ Value: `ns-1.awsdns-1.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 ${minimum}` }],
});

const zoneWith = (...ResourceRecordSets: object[]) => {
  const changes: ChangeResourceRecordSetsCommand['input'][] = [];
  const send = async (command: object) => {
    if (command instanceof ChangeResourceRecordSetsCommand) changes.push(command.input);
    return command instanceof ListResourceRecordSetsCommand ? { ResourceRecordSets } : {};
  };
  return { route53: { send } as unknown as Route53Client, changes };
};

test("Route 53's own SOA gets a minimum of a minute, and keeps everything else", async () => {
  const { route53, changes } = zoneWith(soa(86_400));
  expect(await lowerNegativeTtl(route53, zone)).toBe(true);
  const ChangeBatch = { Changes: [{ Action: 'UPSERT', ResourceRecordSet: soa(60) }] };
  expect(changes).toEqual([{ HostedZoneId: 'Z1', ChangeBatch }]);
});

test.each([60, 30])('a minimum of %i seconds is left alone', async (minimum) => {
  const { route53, changes } = zoneWith(soa(minimum));
  expect(await lowerNegativeTtl(route53, zone)).toBe(false);
  expect(changes).toEqual([]);
});

test('a zone that begins with another record is not the one that was asked for', async () => {
  const { route53, changes } = zoneWith({ ...soa(86_400), Type: 'NS' });
  await expect(lowerNegativeTtl(route53, zone)).rejects.toThrow('Z1 of app.example.com has no SOA record');
  expect(changes).toEqual([]);
});
