import { type Resources, ref, tags } from './template.ts';

/** The database VPC, and the role by which CloudFormation accepts a peering there. */
export interface DatabaseVpc {
  readonly vpcId: string;
  /** Where routes of the other side lead. */
  readonly cidr: string;
  readonly accepterRoleArn: string;
}

export interface DatabasePeering {
  readonly deployment: string;
  readonly name: string;
  /** Logical ids in the template. */
  readonly vpcId: string;
  readonly routeTableId: string;
  /** Account of the database VPC. */
  readonly superAdmin: string;
  readonly database: DatabaseVpc;
}

/**
 * A peering of a landing zone's VPC with the database VPC, and the routes to it. The routes back are in a separate stack, which needs the id
 * of the peering (`database-routes.ts`).
 */
export const databasePeering = ({ deployment, name, vpcId, routeTableId, superAdmin, database }: DatabasePeering): Resources => ({
  DatabasePeering: {
    Type: 'AWS::EC2::VPCPeeringConnection',
    Properties: {
      VpcId: ref(vpcId),
      PeerVpcId: database.vpcId,
      PeerOwnerId: superAdmin,
      PeerRoleArn: database.accepterRoleArn,
      Tags: tags(deployment, name),
    },
  },
  DatabaseRoute: {
    Type: 'AWS::EC2::Route',
    Properties: {
      RouteTableId: ref(routeTableId),
      DestinationCidrBlock: database.cidr,
      VpcPeeringConnectionId: ref('DatabasePeering'),
    },
  },
});
