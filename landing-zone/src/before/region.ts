import { DescribeAvailabilityZonesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ACCOUNTS } from '../account-names.ts';
import type { Place } from './place.ts';
import { missing, ok, type Question } from './precondition.ts';

const WITH_VPC = ['superAdmin', 'devops', 'networking'];

/**
 * Whether each account has the region, and those with a VPC its zones. An opt-in region is refused with the configuration, so an account
 * lacks it only where somebody took it away. AWS offers an older account zones that a new one does not get (EC2 User Guide, "Regions and Zones").
 */
export const regionQuestions = (place: Place): readonly Question[] =>
  ACCOUNTS.map((account) => ({
    id: `region-${account}`,
    name: `region ${place.config.region}`,
    account,
    fix: 'Take zones that every account has in network.zoneIds; let service control policies allow the region.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html',
    ask: async () => {
      const { AvailabilityZones = [] } = await new EC2Client(place.clientOf(account)).send(new DescribeAvailabilityZonesCommand({}));
      const found = AvailabilityZones.flatMap(({ ZoneId, State }) => (ZoneId && State === 'available' ? [ZoneId] : []));
      const wanted = WITH_VPC.includes(account) ? place.config.network.zoneIds : [];
      const lacking = wanted.filter((zone) => !found.includes(zone));
      if (lacking.length > 0) return missing(`lacks ${lacking.join(', ')}; it has ${found.join(', ')}`);
      return ok(wanted.length > 0 ? `enabled, with ${wanted.join(', ')}` : 'enabled');
    },
  }));
