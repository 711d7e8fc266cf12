import {
  AllocateAddressCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNatGatewaysCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { ZONE_IDS } from '../../../testing/accounts.ts';
import { freshAccount, type RuledAws } from './ruled-aws.ts';

const Tags = [{ Key: 'shop:customer-id', Value: 't1' }];
const tagged = (ResourceType: 'vpc' | 'subnet' | 'natgateway' | 'elastic-ip' | 'internet-gateway') => ({
  TagSpecifications: [{ ResourceType, Tags }],
});
export const byTag = [{ Name: 'tag:shop:customer-id', Values: ['t1'] }];

/** An account with a VPC, a public subnet behind an internet gateway, and an address. Everything carries the tag of `byTag`. */
export const publicNetwork = async (aws: RuledAws) => {
  const ec2 = new EC2Client(aws.as(freshAccount()));
  const vpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16', ...tagged('vpc') }))).Vpc!.VpcId!;
  const [AvailabilityZoneId] = ZONE_IDS;
  const zone = { AvailabilityZoneId };
  const subnetId = (await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.1.0.0/24', ...zone, ...tagged('subnet') })))
    .Subnet!.SubnetId!;
  const igwId = (await ec2.send(new CreateInternetGatewayCommand(tagged('internet-gateway')))).InternetGateway!.InternetGatewayId!;
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: igwId }));
  const allocationId = (await ec2.send(new AllocateAddressCommand(tagged('elastic-ip')))).AllocationId!;
  const nat = async (token?: string) => {
    const input = { SubnetId: subnetId, AllocationId: allocationId, ...tagged('natgateway'), ...(token ? { ClientToken: token } : {}) };
    return (await ec2.send(new CreateNatGatewayCommand(input))).NatGateway!;
  };
  const natNow = async (id: string) => (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [id] }))).NatGateways![0]!;
  return { ec2, vpcId, subnetId, igwId, allocationId, nat, natNow };
};
