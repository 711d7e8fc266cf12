import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.routeTables', [
  {
    direction: 'forward',
    call: 'ec2.CreateRouteTable',
    answer: { code: 'RouteTableLimitExceeded', message: 'The maximum number of route tables has been reached.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'Route tables per VPC' },
  },
  {
    direction: 'forward',
    call: 'ec2.AssociateRouteTable',
    answer: {
      code: 'Resource.AlreadyAssociated',
      message: 'the specified association for route table rtb-1 conflicts with an existing association',
    },
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/38960',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteRouteTable',
    answer: { code: 'DependencyViolation', message: "The routeTable 'rtb-1' has dependencies and cannot be deleted." },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html',
    follows: { kind: 'waits', reason: 'DependencyViolation' },
  },
]);
