import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.subnets', [
  {
    direction: 'forward',
    call: 'ec2.CreateSubnet',
    answer: {
      code: 'InvalidParameterValue',
      message:
        'Value (use1-az3) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b.',
    },
    source: 'https://github.com/widdix/aws-cf-templates/issues/36',
    follows: { kind: 'stalls', code: 'ZoneNotOffered', advice: 'Ask AWS Support to offer' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateSubnet',
    answer: { code: 'InvalidVpcID.NotFound', message: "The vpc ID 'vpc-1' does not exist" },
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteSubnet',
    answer: { code: 'DependencyViolation', message: "The subnet 'subnet-1' has dependencies and cannot be deleted." },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html',
    follows: { kind: 'waits', reason: 'DependencyViolation' },
  },
]);
