import { answersOf } from '@tenantry/shared/testing/answers';

const ERRORS = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html';

export default answersOf('network.staticIp', [
  {
    direction: 'forward',
    call: 'ec2.AllocateAddress',
    answer: { code: 'AddressLimitExceeded', message: 'The maximum number of addresses has been reached.' },
    source: ERRORS,
    follows: { kind: 'stalls', advice: 'EC2-VPC Elastic IPs' },
  },
  {
    direction: 'forward',
    call: 'ec2.AllocateAddress',
    answer: { code: 'InsufficientAddressCapacity', message: 'There are not enough available addresses in the Region.', status: 500 },
    source: ERRORS,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    call: 'ec2.AllocateAddress',
    answer: { code: 'PendingVerification', message: 'Your account is currently being verified.' },
    source: ERRORS,
    follows: { kind: 'waits', reason: 'AWS is still setting the account up' },
  },
  {
    direction: 'backward',
    call: 'ec2.ReleaseAddress',
    answer: { code: 'InvalidIPAddress.InUse', message: 'The address is in use.' },
    times: 3,
    source: ERRORS,
    follows: { kind: 'tries again' },
  },
]);
