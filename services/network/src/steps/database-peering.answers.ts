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
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: { endsFailed: 'rejected' },
    source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle',
    follows: { kind: 'stalls', code: 'PeeringRejected', advice: 'Find out who rejected it' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateVpcPeeringConnection',
    answer: { endsFailed: 'expired' },
    source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle',
    follows: { kind: 'stalls', code: 'PeeringExpired', advice: 'Nobody accepted it for seven days' },
  },
]);
