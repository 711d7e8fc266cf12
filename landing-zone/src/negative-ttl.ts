import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';

/**
 * Seconds for which resolvers may keep that a name of the zone does not exist. Route 53's SOA says 900 (the lesser of its TTL and its
 * minimum, RFC 2308): anyone who opens a tenant's link before its record is there waits a quarter of an hour longer than anybody else.
 */
const NEGATIVE_SECONDS = 60;
/** `ns-1.example. hostmaster.example. 1 7200 900 1209600 86400`: the minimum is the last (Route 53 Developer Guide, "The start of authority (SOA) record"). */
const MINIMUM = /\d+$/;

/** The record with a lower minimum; undefined where it is low enough. Pure. */
const lowered = (soa: ResourceRecordSet): ResourceRecordSet | undefined => {
  const value = soa.ResourceRecords?.[0]?.Value ?? '';
  if (Number(MINIMUM.exec(value)?.[0] ?? 0) <= NEGATIVE_SECONDS) return undefined;
  return { ...soa, ResourceRecords: [{ Value: value.replace(MINIMUM, String(NEGATIVE_SECONDS)) }] };
};

/**
 * Lowers the minimum of a zone's SOA. Not by a template: a zone has the record from its first moment, and CloudFormation creates
 * records, which Route 53 refuses for one that is there (chef-boneyard/chef-provisioning-aws#489).
 * @param zone its id, without `/hostedzone/`, and its name
 * @returns whether it was changed
 */
export const lowerNegativeTtl = async (route53: Route53Client, zone: { readonly id: string; readonly name: string }): Promise<boolean> => {
  const query = { HostedZoneId: zone.id, StartRecordName: zone.name, StartRecordType: 'SOA' as const, MaxItems: 1 };
  const { ResourceRecordSets: [soa] = [] } = await route53.send(new ListResourceRecordSetsCommand(query));
  if (soa?.Type !== 'SOA')
    throw new Error(`the hosted zone ${zone.id} of ${zone.name} has no SOA record: see whether it is the landing zone's`);
  const wanted = lowered(soa);
  if (!wanted) return false;
  const ChangeBatch = { Changes: [{ Action: 'UPSERT' as const, ResourceRecordSet: wanted }] };
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zone.id, ChangeBatch }));
  return true;
};
