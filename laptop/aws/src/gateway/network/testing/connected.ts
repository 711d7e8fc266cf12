import {
  AcceptVpcPeeringConnectionCommand,
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteRouteCommand,
  DeleteVpcPeeringConnectionCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { ZONE_IDS } from '../../../testing/accounts.ts';
import type { OwnAws } from '../../../testing/own-aws.ts';
import { stacksOf } from '../../../testing/stacks.ts';
import { freshAccount } from '../../rules/testing/ruled-aws.ts';

/** PostgreSQL documentation, "SSLRequest": it answers `N` on the laptop. */
export const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const PORT = 5432;
const tcp = (CidrIp: string) => ({ IpPermissions: [{ IpProtocol: 'tcp', FromPort: PORT, ToPort: PORT, IpRanges: [{ CidrIp }] }] });

/** A role's trust policy. */
export const trusting = (Service: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] });

/** An account with a VPC of two subnets, a table for them and a group that lets nothing through. */
const networkIn = async (aws: OwnAws, accountId: string, range: string) => {
  const ec2 = new EC2Client(aws.as(accountId));
  const CidrBlock = `${range}.0.0/16`;
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc!.VpcId!;
  const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable!.RouteTableId!;
  const subnetIds: string[] = [];
  for (const n of [0, 1]) {
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `${range}.${n}.0/24`, AvailabilityZoneId: ZONE_IDS[n] }));
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: Subnet!.SubnetId! }));
    subnetIds.push(Subnet!.SubnetId!);
  }
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: 'closed', Description: 'closed' }));
  const everything = { IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: GroupId!, ...everything }));
  return { accountId, ec2, CidrBlock, VpcId, RouteTableId, subnetIds, GroupId: GroupId! };
};
export type Network = Awaited<ReturnType<typeof networkIn>>;

/** A cluster in one account, a function in another, and everything that leads from this to that. */
export const connected = async (aws: OwnAws) => {
  const [customer, database] = [await networkIn(aws, freshAccount(), '10.64'), await networkIn(aws, freshAccount(), '10.1')];
  const cluster = {
    Subnets: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: { DBSubnetGroupName: 'subnets', DBSubnetGroupDescription: 'subnets', SubnetIds: database.subnetIds },
    },
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        Engine: 'aurora-postgresql',
        MasterUsername: `master_${database.accountId}`,
        MasterUserPassword: 'correct-horse',
        DBSubnetGroupName: { Ref: 'Subnets' },
        VpcSecurityGroupIds: [database.GroupId],
      },
    },
  };
  const { id } = await stacksOf(aws).deploy(database.accountId, 'database', cluster, { id: { Value: { Ref: 'Cluster' } } });
  const request = { VpcId: customer.VpcId, PeerVpcId: database.VpcId, PeerOwnerId: database.accountId };
  const { VpcPeeringConnection } = await customer.ec2.send(new CreateVpcPeeringConnectionCommand(request));
  const VpcPeeringConnectionId = VpcPeeringConnection!.VpcPeeringConnectionId!;
  await database.ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
  const route = ({ RouteTableId }: Network, { CidrBlock }: Network) => ({ RouteTableId, DestinationCidrBlock: CidrBlock });
  const there = route(customer, database);
  const back = route(database, customer);
  const out = { GroupId: customer.GroupId, ...tcp(database.CidrBlock) };
  const into = { GroupId: database.GroupId, ...tcp(customer.CidrBlock) };
  /** What leads from the function to the cluster, how each is taken away and put back, and what is said without it. */
  const links = [
    {
      name: 'the route there',
      take: () => customer.ec2.send(new DeleteRouteCommand(there)),
      give: () => customer.ec2.send(new CreateRouteCommand({ ...there, VpcPeeringConnectionId })),
      why: /rtb-\w+ of subnet-\w+ has no route to 10\.1\.0\.0\/24/,
    },
    {
      name: 'the route back',
      take: () => database.ec2.send(new DeleteRouteCommand(back)),
      give: () => database.ec2.send(new CreateRouteCommand({ ...back, VpcPeeringConnectionId })),
      why: /rtb-\w+ of subnet-\w+ has no route to 10\.64\.0\.0\/24/,
    },
    {
      name: "the rule of the function's group",
      take: () => customer.ec2.send(new RevokeSecurityGroupEgressCommand(out)),
      give: () => customer.ec2.send(new AuthorizeSecurityGroupEgressCommand(out)),
      why: /sg-\w+ lets nothing out to 10\.1\.0\.0\/24, port 5432/,
    },
    {
      name: "the rule of the cluster's group",
      take: () => database.ec2.send(new RevokeSecurityGroupIngressCommand(into)),
      give: () => database.ec2.send(new AuthorizeSecurityGroupIngressCommand(into)),
      why: /sg-\w+ lets nothing in from 10\.64\.0\.0\/24, port 5432/,
    },
  ];
  for (const { give } of links) await give();
  const clusterArn = `arn:aws:rds:${aws.local.region}:${database.accountId}:cluster:${id}`;
  const unpeer = () => customer.ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
  return { customer, database, clusterArn, links, unpeer };
};
