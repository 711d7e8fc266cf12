import {
  ChangeResourceRecordSetsCommand,
  DeleteHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { ifFound } from '@tenantry/shared/aws/found';

const recordsOf = async (client: Route53Client, HostedZoneId: string): Promise<readonly ResourceRecordSet[]> => {
  const found: ResourceRecordSet[] = [];
  let page: Partial<ListResourceRecordSetsCommandOutput> = {};
  do {
    const { NextRecordName: StartRecordName, NextRecordType: StartRecordType, NextRecordIdentifier: StartRecordIdentifier } = page;
    page = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId, StartRecordName, StartRecordType, StartRecordIdentifier }));
    found.push(...(page.ResourceRecordSets ?? []));
  } while (page.IsTruncated);
  return found;
};

/** Deletes a hosted zone with all of its records. One that is gone is fine. */
export const deleteZone = async (client: Route53Client, HostedZoneId: string): Promise<void> => {
  await ifFound(() => deleteAll(client, HostedZoneId), 'NoSuchHostedZone');
};

const deleteAll = async (client: Route53Client, HostedZoneId: string): Promise<void> => {
  const records = await recordsOf(client, HostedZoneId);
  const apex = records.find(({ Type }) => Type === 'SOA')?.Name;
  // Those two go with the zone.
  const own = records.filter(({ Name, Type }) => !(Name === apex && (Type === 'NS' || Type === 'SOA')));
  if (own.length > 0) {
    const Changes = own.map((ResourceRecordSet) => ({ Action: 'DELETE' as const, ResourceRecordSet }));
    await client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  }
  await client.send(new DeleteHostedZoneCommand({ Id: HostedZoneId }));
};
