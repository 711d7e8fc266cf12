import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';

/** A record as dns writes and saves it. A and AAAA are aliases to a distribution, whose domain name is the value. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  readonly value: string;
}

/** What people know it by: `mercy.app.example.com A`. */
export const nameOf = ({ name, type }: DnsRecord): string => `${name} ${type}`;

/** The zone id of every CloudFront distribution (Route 53 API reference, AliasTarget). */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';
const TTL_SECONDS = 300;

/** IPv4 and IPv6 addresses of a distribution, without a charge per query. */
export const aliases = (domain: string, distributionDomainName: string): DnsRecord[] =>
  (['A', 'AAAA'] as const).map((type) => ({ name: domain, type, value: distributionDomainName }));

/** As Route 53 keeps names: lower case, with the final dot. */
export const absolute = (name: string): string => `${name.toLowerCase().replace(/\.$/, '')}.`;

export const recordSet = ({ name, type, value }: DnsRecord): ResourceRecordSet => ({
  Name: absolute(name),
  Type: type,
  ...(type === 'CNAME'
    ? { TTL: TTL_SECONDS, ResourceRecords: [{ Value: value }] }
    : { AliasTarget: { HostedZoneId: CLOUDFRONT_ZONE, DNSName: absolute(value), EvaluateTargetHealth: false } }),
});

/** Whether a record set of the zone says exactly what the record says. */
const holds = (set: ResourceRecordSet, record: DnsRecord): boolean => {
  if (!isAt(set, record) || set.Type !== record.type || set.SetIdentifier !== undefined) return false;
  const [first, ...more] = set.ResourceRecords ?? [];
  const value = record.type === 'CNAME' ? first?.Value : set.AliasTarget?.DNSName;
  return more.length === 0 && absolute(value ?? '') === absolute(record.value);
};
const isAt = (set: ResourceRecordSet, record: DnsRecord): boolean => absolute(set.Name ?? '') === absolute(record.name);
/** A name holds one record set per type, and a CNAME tolerates none beside it (RFC 1034, 3.6.2). */
const isInTheWay = (set: ResourceRecordSet, record: DnsRecord): boolean =>
  isAt(set, record) && (set.Type === record.type || set.Type === 'CNAME' || record.type === 'CNAME');
const isSameKey = (a: DnsRecord, b: DnsRecord): boolean => absolute(a.name) === absolute(b.name) && a.type === b.type;

export const creations = (wanted: readonly DnsRecord[]): Change[] =>
  wanted.map((record) => ({ Action: 'CREATE', ResourceRecordSet: recordSet(record) }));

export interface Repair {
  readonly changes: readonly Change[];
  /** Record sets that are in the way and were not written by us. */
  readonly foreign: readonly ResourceRecordSet[];
}

/** What makes the zone say what is wanted. Only what was `saved` as ours is overwritten, only what says exactly that is deleted. */
export const repair = (wanted: readonly DnsRecord[], present: readonly ResourceRecordSet[], saved: readonly DnsRecord[]): Repair => {
  const unwanted = saved.filter((old) => !wanted.some((one) => isSameKey(one, old)));
  // First: Route 53 takes the changes of a batch in their order, and an alias tolerates no CNAME beside it (cookpad/roadworker#89).
  const changes = deletions(unwanted, present);
  const kept = present.filter((set) => !changes.some(({ ResourceRecordSet }) => ResourceRecordSet === set));
  const foreign: ResourceRecordSet[] = [];
  for (const record of wanted) {
    if (kept.some((set) => holds(set, record))) continue;
    const isOurs = saved.some((old) => isSameKey(old, record));
    const others = kept.filter((set) => isInTheWay(set, record));
    if (isOurs && others.every((set) => set.Type === record.type && set.SetIdentifier === undefined)) {
      changes.push({ Action: 'UPSERT', ResourceRecordSet: recordSet(record) });
    } else if (others.length > 0) foreign.push(...others);
    else changes.push(...creations([record]));
  }
  return { changes, foreign };
};

/** Deletes what the zone holds exactly as it is ours; another value under our name is somebody else's. */
export const deletions = (ours: readonly DnsRecord[], present: readonly ResourceRecordSet[]): Change[] =>
  present
    .filter((set) => ours.some((record) => holds(set, record)))
    // As listed: Route 53 refuses a deletion that differs in any member.
    .map((set) => ({ Action: 'DELETE', ResourceRecordSet: set }));
