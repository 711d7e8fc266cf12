import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.staticIp', [
  {
    direction: 'forward',
    call: 'ec2.AllocateAddress',
    answer: { code: 'AddressLimitExceeded', message: 'The maximum number of addresses has been reached.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'EC2-VPC Elastic IPs' },
  },
]);
