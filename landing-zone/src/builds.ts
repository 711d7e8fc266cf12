import type { Config } from '@tenantry/shared/config';
import { attribute, joined, type Resources, ref, tags } from './template.ts';
import { internetAccess, routeTableId, subnetRefs, type VpcOptions, vpc, vpcId } from './vpc.ts';

/** The database VPC, and the role by which CloudFormation accepts the peering there. */
export interface DatabaseVpc {
  readonly vpcId: string;
  readonly cidr: string;
  readonly accepterRoleArn: string;
}

/** Builds run in private subnets; the database is reached by a peering, everything else through the NAT gateway. */
export const builds = (stage: string, config: Config, cidr: string, database: DatabaseVpc) => {
  const options: VpcOptions = {
    id: 'Builds',
    name: `tenantry-${stage}-builds`,
    stage,
    cidr,
    zoneIds: config.network.zoneIds,
    kinds: ['Private', 'Public'],
  };
  const resources: Resources = {
    ...vpc(options),
    ...internetAccess(options, 'Public', ['Private']),
    BuildsGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupName: `tenantry-${stage}-builds`,
        GroupDescription: 'Builds: out to everywhere, nothing in',
        VpcId: ref(vpcId(options.id)),
        Tags: tags(stage),
      },
    },
    DatabasePeering: {
      Type: 'AWS::EC2::VPCPeeringConnection',
      Properties: {
        VpcId: ref(vpcId(options.id)),
        PeerVpcId: database.vpcId,
        PeerOwnerId: config.accounts.superAdmin,
        PeerRoleArn: database.accepterRoleArn,
        Tags: tags(stage, `tenantry-${stage}-builds-database`),
      },
    },
    DatabaseRoute: {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: ref(routeTableId(options.id, 'Private')),
        DestinationCidrBlock: database.cidr,
        VpcPeeringConnectionId: ref('DatabasePeering'),
      },
    },
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
