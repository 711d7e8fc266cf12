import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.vpc', [
  {
    direction: 'forward',
    call: 'ec2.CreateVpc',
    answer: { code: 'Blocked', message: 'Your account is currently blocked. Contact aws-verification@amazon.com if you have questions.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'ask AWS Support' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateVpc',
    answer: { code: 'VpcLimitExceeded', message: 'The maximum number of VPCs has been reached.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'VPCs per Region' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateVpc',
    answer: { code: 'UnauthorizedOperation', message: 'You are not authorized to perform this operation.', status: 403 },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'deploy the tenant baseline again' },
  },
  {
    direction: 'forward',
    name: 'by a policy of the organization',
    call: 'ec2.CreateVpc',
    answer: {
      code: 'UnauthorizedOperation',
      message:
        'You are not authorized to perform this operation. User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:1:vpc/* with an explicit deny in a service control policy',
      status: 403,
    },
    source: 'https://github.com/aws/karpenter-provider-aws/issues/8190',
    follows: { kind: 'stalls', advice: 'A policy of your organization denies it' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateVpc',
    answer: { code: 'PendingVerification', message: 'Your account is currently being verified.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'waits', reason: 'PendingVerification' },
  },
  {
    direction: 'forward',
    call: 'ec2.DescribeVpcs',
    answer: { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 },
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteVpc',
    answer: { code: 'DependencyViolation', message: "The vpc 'vpc-1' has dependencies and cannot be deleted." },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html',
    follows: { kind: 'waits', reason: 'DependencyViolation' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteVpc',
    answer: { code: 'UnauthorizedOperation', message: 'You are not authorized to perform this operation.', status: 403 },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'deploy the tenant baseline again' },
  },
]);
