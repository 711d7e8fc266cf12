import { ListResourceRecordSetsCommand, type ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Plan } from '../contract/plan.ts';
import { cached } from '../table/cache.ts';
import { other } from './other-accounts.ts';
import { type Reading, reading } from './reading.ts';

/** A record that is taken away is no longer said to be there a minute later. Seconds. */
const GOOD_FOR = 60;
/** Every type of a name that can lead elsewhere comes among the first: Route 53 lists A, AAAA, CNAME. */
const FIRST = 10;

/** `*.app.example.com CNAME www.example.com`. */
export const wildcardRecord = async (zone: LandingZone): Promise<string | undefined> =>
  (
    await cached('wildcard-record', GOOD_FOR, async () => {
      const StartRecordName = `*.${zone.config.rootDomain}.`;
      const query = { HostedZoneId: zone.production.hostedZoneId, StartRecordName, MaxItems: FIRST };
      const { ResourceRecordSets = [] } = await other(zone).route53.send(new ListResourceRecordSetsCommand(query));
      return { record: leadingElsewhere(ResourceRecordSets, StartRecordName) };
    })
  ).value.record;

/**
 * The record of a wildcard by which every tenant's name leads, or may lead, to another distribution than its own: an alias of one, or a
 * name, which may lead there in turn. Route 53 writes an asterisk as `\052` (ListResourceRecordSets). Pure.
 */
export const leadingElsewhere = (sets: readonly ResourceRecordSet[], wildcard: string): string | undefined => {
  const [found] = sets.flatMap(({ Name = '', Type, AliasTarget, ResourceRecords = [] }) => {
    const target = AliasTarget?.DNSName ?? ResourceRecords[0]?.Value ?? '';
    const leads = Type === 'CNAME' || (AliasTarget !== undefined && /\.cloudfront\.net\.?$/.test(target));
    return leads && Name.replace('\\052', '*') === wildcard ? [`${wildcard.replace(/\.$/, '')} ${Type} ${target}`] : [];
  });
  return found;
};

/**
 * CloudFront takes no name for a distribution that DNS leads to another one of (CloudFront Developer Guide, "Restrictions on using
 * alternate domain names"; aws-amplify/amplify-hosting#1258): the account would be made before anybody knew.
 */
export const wildcardReading = async (zone: LandingZone): Promise<Reading<Plan['refusals']>> =>
  reading(
    "Whether a wildcard record leads the tenants' names elsewhere",
    wildcardRecord(zone).then((record) => (record === undefined ? [] : [{ quota: 'wildcard-record', ...said(zone, record) }])),
  );
export const said = ({ production }: LandingZone, record: string) => ({
  reason: `The record ${record} leads every tenant's name elsewhere, and CloudFront refuses a name that leads to another distribution`,
  fix: `Remove it from hosted zone ${production.hostedZoneId}, and give the names that need it records of their own. docs/runbook.md#a-wildcard-record`,
});
