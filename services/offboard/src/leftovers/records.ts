import { ListResourceRecordSetsCommand, type ListResourceRecordSetsCommandOutput, Route53Client } from '@aws-sdk/client-route-53';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

const absolute = (name: string): string => (name.endsWith('.') ? name : `${name}.`).toLowerCase();

/** In the production account: records at the tenant's domain and under it. */
export const records: Lister = {
  service: 'Route 53',
  finds: ['AWS::Route53::RecordSet'],
  isGlobal: true,
  list: async (place) => {
    if (!place.domain) return [];
    const domain = absolute(place.domain);
    const client = place.client(Route53Client);
    const found: Leftover[] = [];
    // Sorted by labels from the right: a name and what is under it lie together.
    let from: object | undefined = { StartRecordName: domain };
    while (from) {
      const page: ListResourceRecordSetsCommandOutput = await client.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: place.zone.production.hostedZoneId, ...from }),
      );
      const sets = page.ResourceRecordSets ?? [];
      const theirs = sets.filter(({ Name = '' }) => absolute(Name) === domain || absolute(Name).endsWith(`.${domain}`));
      found.push(...theirs.map(({ Name, Type }) => foundIn(place, 'Route 53 record')(`${Name} ${Type}`, true)));
      from =
        page.IsTruncated && theirs.length === sets.length
          ? { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType, StartRecordIdentifier: page.NextRecordIdentifier }
          : undefined;
    }
    return found;
  },
};
