import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.peeringAcceptance', [
  {
    direction: 'forward',
    call: 'ec2.AcceptVpcPeeringConnection',
    answer: {
      code: 'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
      message: 'The maximum number of active VPC peering connections for vpc-1 has been reached.',
    },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', code: 'CellFull', advice: 'Active VPC peering connections per VPC' },
  },
  {
    direction: 'forward',
    call: 'ec2.AcceptVpcPeeringConnection',
    answer: { code: 'InvalidVpcPeeringConnectionID.NotFound', message: "The vpcPeeringConnection ID 'pcx-1' does not exist" },
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html',
    follows: { kind: 'waits', reason: 'to become active' },
  },
  {
    direction: 'forward',
    call: 'ec2.AcceptVpcPeeringConnection',
    answer: {
      code: 'VpcPeeringConnectionAlreadyExists',
      message: 'The vpc peering connection identified by pcx-1 already exists.',
    },
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/44315',
    follows: { kind: 'stalls', code: 'ForeignPeering', advice: 'Find out who made that connection' },
  },
  {
    direction: 'forward',
    call: 'ec2.AcceptVpcPeeringConnection',
    answer: { code: 'UnauthorizedOperation', message: 'You are not authorized to perform this operation.', status: 403 },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'lacks this EC2 permission' },
  },
]);
