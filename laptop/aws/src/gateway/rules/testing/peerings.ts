import {
  AcceptVpcPeeringConnectionCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { freshAccount, type RuledAws } from './ruled-aws.ts';

/** An account with a VPC. */
export const owner = async (aws: RuledAws, CidrBlock: string) => {
  const accountId = freshAccount();
  const ec2 = new EC2Client(aws.as(accountId));
  return { accountId, ec2, vpcId: (await ec2.send(new CreateVpcCommand({ CidrBlock }))).Vpc!.VpcId! };
};
export type Owner = Awaited<ReturnType<typeof owner>>;

export const request = async (from: Owner, to: Owner) => {
  const input = { VpcId: from.vpcId, PeerVpcId: to.vpcId, PeerOwnerId: to.accountId };
  const Tags = [{ Key: 'shop:customer-id', Value: from.accountId }];
  const TagSpecifications = [{ ResourceType: 'vpc-peering-connection' as const, Tags }];
  return (await from.ec2.send(new CreateVpcPeeringConnectionCommand({ ...input, TagSpecifications }))).VpcPeeringConnection!;
};
export const accept = (by: Owner, VpcPeeringConnectionId: string) =>
  by.ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
export const remove = (by: Owner, VpcPeeringConnectionId: string) =>
  by.ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
export const look = async (by: Owner, id: string) =>
  (await by.ec2.send(new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [id] }))).VpcPeeringConnections![0]!;
