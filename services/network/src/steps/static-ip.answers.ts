import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.staticIp', [
  {
    direction: 'forward',
    call: 'ec2.AllocateAddress',
    answer: { code: 'AddressLimitExceeded', message: 'The maximum number of addresses has been reached.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'EC2-VPC Elastic IPs' },
  },
  {
    direction: 'backward',
    call: 'ec2.ReleaseAddress',
    answer: { code: 'AuthFailure', message: 'You do not have permission to access the specified resource.' },
    source: 'https://github.com/kubernetes/kops/issues/1604',
    follows: { kind: 'waits', reason: 'AuthFailure' },
  },
  {
    direction: 'backward',
    from: 'rollback',
    call: 'ec2.ReleaseAddress',
    answer: { code: 'InvalidIPAddress.InUse', message: 'Address 203.0.113.1 is in use.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'waits', reason: 'InvalidIPAddress.InUse' },
  },
]);
