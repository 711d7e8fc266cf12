import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.hubPeering', [
  {
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: { code: 'PendingVpcPeeringConnectionLimitExceeded', message: 'Vpc peering connection request limit exceeded.' },
    source: 'https://github.com/amplify-education/asiaq/pull/254',
    follows: { kind: 'stalls', advice: 'Too many peering requests of the tenant account' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: {
      code: 'VpcPeeringConnectionsPerVpcLimitExceeded',
      message: 'The maximum number of VPC peering connections for vpc-1 has been reached.',
    },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', code: 'CellFull', advice: 'Active VPC peering connections per VPC' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: { endsFailed: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range' },
    source: 'https://github.com/cloudposse/terraform-aws-vpc-peering/issues/34',
    follows: { kind: 'stalls', code: 'PeeringFailed', advice: 'a range of the hub or database VPC that overlaps' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteVpcPeeringConnection',
    answer: {
      code: 'InvalidStateTransition',
      message: 'Invalid state transition for pcx-1, attempted to transition from provisioning to deleting',
    },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'waits', reason: 'InvalidStateTransition' },
  },
]);
