import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.internetGateway', [
  {
    direction: 'forward',
    call: 'ec2.CreateInternetGateway',
    answer: { code: 'InternetGatewayLimitExceeded', message: 'The maximum number of internet gateways has been reached.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'Internet gateways per Region' },
  },
  {
    direction: 'backward',
    call: 'ec2.DetachInternetGateway',
    answer: {
      code: 'DependencyViolation',
      message: 'Network vpc-1 has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.',
    },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html',
    follows: { kind: 'waits', reason: 'mapped public address' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteInternetGateway',
    answer: { code: 'DependencyViolation', message: "The internetGateway 'igw-1' has dependencies and cannot be deleted." },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html',
    follows: { kind: 'waits', reason: 'DependencyViolation' },
  },
]);
