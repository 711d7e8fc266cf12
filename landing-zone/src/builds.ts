import type { Config } from '@tenantry/shared/deployment/config';
import { type DatabaseVpc, databasePeering } from './database-peering.ts';
import { flowLogs } from './flow-logs.ts';
import { attribute, joined, type Resources, ref, tags } from './template.ts';
import { internetAccess, routeTableId, subnetRefs, type VpcOptions, vpc, vpcId } from './vpc.ts';

/** Builds run in private subnets; the database is reached by a peering, everything else through the NAT gateway. */
export const builds = (deployment: string, config: Config, cidr: string, database: DatabaseVpc) => {
  const options: VpcOptions = {
    id: 'Builds',
    name: `tenantry-${deployment}-builds`,
    deployment,
    cidr,
    zoneIds: config.network.zoneIds,
    kinds: ['Private', 'Public'],
  };
  const resources: Resources = {
    ...vpc(options),
    ...internetAccess(options, 'Public', ['Private']),
    ...flowLogs(deployment, config, [vpcId(options.id)]),
    BuildsGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupName: `tenantry-${deployment}-builds`,
        GroupDescription: 'Builds: out to everywhere, nothing in',
        VpcId: ref(vpcId(options.id)),
        Tags: tags(deployment),
      },
    },
    ...databasePeering({
      deployment,
      name: `tenantry-${deployment}-builds-database`,
      vpcId: vpcId(options.id),
      routeTableId: routeTableId(options.id, 'Private'),
      superAdmin: config.accounts.superAdmin,
      database,
    }),
  };
  return {
    resources,
    outputs: {
      BuildVpcId: { Value: ref(vpcId(options.id)) },
      BuildSubnetIds: { Value: joined(subnetRefs(options, 'Private')) },
      BuildSecurityGroupId: { Value: attribute('BuildsGroup', 'GroupId') },
      DatabasePeeringId: { Value: ref('DatabasePeering') },
    },
  };
};
