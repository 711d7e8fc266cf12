import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.routes', [
  {
    direction: 'forward',
    call: 'ec2.CreateRoute',
    answer: { code: 'RouteLimitExceeded', message: 'The maximum number of routes in rtb-1 has been reached.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'Routes per route table' },
  },
  {
    direction: 'forward',
    call: 'ec2.DescribeRouteTables',
    answer: { code: 'InvalidRouteTableID.NotFound', message: "The routeTable ID 'rtb-1' does not exist" },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'deploy the landing zone' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteRoute',
    answer: { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 },
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'ec2.DescribeRouteTables',
    answer: { code: 'InvalidRouteTableID.NotFound', message: "The routeTable ID 'rtb-1' does not exist" },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'deploy the landing zone' },
  },
]);
