import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.databasePeering', [
  {
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: {
      code: 'OutstandingVpcPeeringConnectionLimitExceeded',
      message: 'The maximum number of requests of the VPC has been reached.',
    },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'Too many peering requests of the VPC' },
  },
  {
    name: 'rejected',
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: {
      becomes: {
        id: 'vpcPeeringConnectionId',
        in: ['DescribeVpcPeeringConnections'],
        shows: { status: { code: 'rejected', message: 'Rejected by 100000000002' } },
      },
    },
    source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle',
    follows: { kind: 'stalls', code: 'PeeringRejected', advice: 'Find out who rejected it' },
  },
  {
    name: 'expired',
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: {
      becomes: {
        id: 'vpcPeeringConnectionId',
        in: ['DescribeVpcPeeringConnections'],
        shows: { status: { code: 'expired', message: 'The request has expired' } },
      },
    },
    source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle',
    follows: { kind: 'stalls', code: 'PeeringExpired', advice: 'Nobody accepted it for seven days' },
  },
]);
