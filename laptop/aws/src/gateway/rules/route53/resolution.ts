import { states } from '../../../states.ts';
import type { GatewayContext } from '../../types.ts';
import { elementsAt, type Fields, textAt, textsAt } from '../xml-path.ts';

/** A name as Route 53 keeps it: lower case, with the final dot, `*` as it is. */
export const absolute = (name: string): string => `${name.toLowerCase().replace(/\.$/, '')}.`;

export const isWithin = (name: string, zone: string): boolean =>
  absolute(name) === absolute(zone) || absolute(name).endsWith(`.${absolute(zone)}`);

/** When the gateway saw a record written, by `<name> <type>`. Records of templates are not in here. */
export const writtenRecords = (context: GatewayContext): Record<string, number> => context.state('route53.written', () => ({}));

interface Zone {
  readonly id: string;
  readonly name: string;
}

const get = async (context: GatewayContext, path: string): Promise<Readonly<Record<string, unknown>>> => {
  const request = { accountId: context.world.dns.account, service: 'route53', operation: 'Get', input: {}, rest: { method: 'GET', path } };
  return (await context.emulator(request)).output;
};

const publicZones = async (context: GatewayContext): Promise<Zone[]> =>
  elementsAt(await get(context, '/2013-04-01/hostedzone'), 'ListHostedZonesResponse.HostedZones.HostedZone')
    .filter((zone) => textAt(zone, 'Config.PrivateZone') !== 'true')
    .map((zone) => ({ id: textAt(zone, 'Id').replace('/hostedzone/', ''), name: textAt(zone, 'Name') }));

/** The public zones that a name lies in. */
const zonesOf = async (context: GatewayContext, name: string): Promise<Zone[]> =>
  (await publicZones(context)).filter((zone) => isWithin(name, zone.name));

/** A zone's record sets from this name on. @param query how many, and from which type on */
const recordSets = async (context: GatewayContext, { id }: Zone, name: string, query: string): Promise<Fields[]> => {
  const path = `/2013-04-01/hostedzone/${id}/rrset?name=${encodeURIComponent(name)}&${query}`;
  return elementsAt(await get(context, path), 'ListResourceRecordSetsResponse.ResourceRecordSets.ResourceRecordSet');
};

/**
 * Seconds for which resolvers may keep that a name does not exist: the lesser of TTL and minimum of its zone's SOA (RFC 2308, 5).
 * Undefined where no zone has the name.
 */
export const negativeSeconds = async (context: GatewayContext, name: string): Promise<number | undefined> => {
  const [zone] = (await zonesOf(context, name)).sort((a, b) => b.name.length - a.name.length);
  if (!zone) return undefined;
  const [soa = {}] = await recordSets(context, zone, zone.name, 'type=SOA&maxitems=1');
  const minimum = /\d+$/.exec(textAt(soa, 'ResourceRecords.ResourceRecord.Value'))?.[0];
  return Math.min(Number(textAt(soa, 'TTL')), Number(minimum ?? 0));
};

/**
 * Since when the world resolves a CNAME, in milliseconds: what the public zones hold, from the moment at which the
 * change that wrote it is in sync (which may still come). Undefined while there is no such record.
 */
export const resolvesSince = async (context: GatewayContext, name: string, value: string): Promise<number | undefined> => {
  for (const zone of await zonesOf(context, name)) {
    for (const record of await recordSets(context, zone, name, 'type=CNAME&maxitems=1')) {
      const same = absolute(textAt(record, 'Name')) === absolute(name) && textAt(record, 'Type') === 'CNAME';
      if (!same || !textsAt(record, 'ResourceRecords.ResourceRecord.Value').some((one) => absolute(one) === absolute(value))) continue;
      const key = `${absolute(name)} CNAME`;
      writtenRecords(context)[key] ??= context.clock.now();
      return (writtenRecords(context)[key] ?? 0) + context.clock.after(states.recordInSync.awsSeconds);
    }
  }
  return undefined;
};

/** As Route 53 lists a wildcard: `\\052.example.com.` (Route 53 Developer Guide, "DNS domain name format"). */
const listed = (name: string): string => absolute(name).replace(/^\\052/, '*');

/**
 * Where the public zones lead a name, as the world would find it: its own alias or CNAME, else that of a wildcard beside
 * it. By RFC 4592 (section 2.2) a wildcard answers for no name that exists, and a name exists once any record stands beneath it, such as
 * the one that validates its certificate. Resolvers may keep the wildcard's answer from before that record, though, and which answer
 * CloudFront sees is not published. So a wildcard counts whatever stands beneath the name: the strict reading, which refuses more.
 */
export const leadsTo = async (context: GatewayContext, name: string): Promise<string | undefined> => {
  const wildcard = `*.${name.split('.').slice(1).join('.')}`;
  for (const zone of await zonesOf(context, name)) {
    for (const wanted of [name, wildcard]) {
      const sets = await recordSets(context, zone, wanted, 'maxitems=10');
      const found = sets.find((set) => listed(textAt(set, 'Name')) === absolute(wanted) && /^(A|AAAA|CNAME)$/.test(textAt(set, 'Type')));
      if (found) return absolute(textAt(found, 'AliasTarget.DNSName') || textAt(found, 'ResourceRecords.ResourceRecord.Value'));
    }
  }
  return undefined;
};
