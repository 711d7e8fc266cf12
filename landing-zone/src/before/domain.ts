import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { paginateListHostedZones, Route53Client } from '@aws-sdk/client-route-53';
import { collect } from '@tenantry/shared/aws/pages';
import { stackName } from '../resource-names.ts';
import { resourcesOf } from '../stack-recovery.ts';
import { stackOf, watchOf } from '../stack-watch.ts';
import type { Place } from './place.ts';
import { missing, ok, type Question, unknown } from './precondition.ts';

const parentOf = (domain: string): string => domain.split('.').slice(1).join('.');

/** The root domain: a zone of it that is not ours, and whether its parent can delegate. */
export const domainQuestions = (place: Place): readonly Question[] => {
  const { rootDomain } = place.config;
  return [
    {
      id: 'zone',
      name: `hosted zone of ${rootDomain}`,
      account: 'production',
      fix: 'Delete that zone, or take another rootDomain: two zones of one name have different name servers, and only one of them is asked.',
      source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html',
      ask: () => zone(place),
    },
    {
      id: 'delegation',
      name: `parent of ${rootDomain}`,
      fix: `Register ${parentOf(rootDomain) || rootDomain}, or let it be delegated: the landing zone prints the name servers that ${rootDomain} needs there.`,
      source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html',
      ask: () => parent(place),
    },
  ];
};

/** The zone that a landing zone made before; undefined without one. */
const ownZone = async ({ clientOf, deployment }: Place): Promise<string | undefined> => {
  const watch = watchOf(new CloudFormationClient(clientOf('production')), stackName(deployment));
  if (!(await stackOf(watch.client, watch.name))) return undefined;
  return (await resourcesOf(watch)).find(({ ResourceType }) => ResourceType === 'AWS::Route53::HostedZone')?.PhysicalResourceId;
};

const zone = async (place: Place) => {
  const { rootDomain } = place.config;
  const client = new Route53Client(place.clientOf('production'));
  const zones = (await collect(paginateListHostedZones({ client }, {}), ({ HostedZones }) => HostedZones))
    .filter(({ Name, Config }) => Name === `${rootDomain}.` && !Config?.PrivateZone)
    .map(({ Id = '' }) => Id.replace('/hostedzone/', ''));
  if (zones.length === 0) return ok('none yet; the landing zone makes it');
  const own = await ownZone(place);
  const foreign = zones.filter((id) => id !== own);
  return foreign.length === 0 ? ok(`${own}, of this deployment`) : missing(`the account has one already: ${foreign.join(', ')}`);
};

const parent = async ({ config, nameServers, isSpecialUse }: Place) => {
  const { rootDomain } = config;
  if (isSpecialUse(rootDomain)) return ok('a special-use name, which needs no delegation');
  const ask = (domain: string): Promise<readonly string[]> => nameServers(domain).catch(() => []);
  const own = await ask(rootDomain);
  if (own.length > 0) return ok(`${rootDomain} is delegated to ${own.join(', ')}; compare them with those that the landing zone prints`);
  for (let domain = parentOf(rootDomain); domain.includes('.'); domain = parentOf(domain)) {
    if ((await ask(domain)).length > 0) return ok(`${domain} answers, and can delegate ${rootDomain} after the landing zone`);
  }
  return unknown('the public DNS knows no name servers of it or above it');
};
