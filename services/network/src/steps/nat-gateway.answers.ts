import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('network.natGateway', [
  {
    direction: 'forward',
    call: 'ec2.CreateNatGateway',
    answer: { code: 'NatGatewayLimitExceeded', message: 'The maximum number of NAT gateways has been reached.' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'NAT gateways per Availability Zone' },
  },
  {
    direction: 'forward',
    name: 'in one zone',
    call: 'ec2.CreateNatGateway',
    answer: { code: 'NotAvailableInZone', message: 'Nat Gateway is not available in this availability zone' },
    times: 1,
    source: 'https://github.com/sysdiglabs/terraform-aws-secure-for-cloud/pull/52',
    follows: { kind: 'repairs', by: 'ec2.CreateNatGateway' },
  },
  {
    direction: 'forward',
    name: 'in no zone',
    call: 'ec2.CreateNatGateway',
    answer: { code: 'NotAvailableInZone', message: 'Nat Gateway is not available in this availability zone' },
    source: 'https://github.com/aws-ia/terraform-aws-eks-blueprints/pull/1095',
    follows: { kind: 'stalls', advice: 'Ask AWS Support for NAT gateways' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateNatGateway',
    answer: { endsFailed: 'InternalError' },
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html',
    follows: { kind: 'repairs', by: 'ec2.CreateNatGateway' },
  },
  {
    direction: 'forward',
    call: 'ec2.CreateNatGateway',
    answer: { endsFailed: 'InsufficientFreeAddressesInSubnet' },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html',
    follows: { kind: 'stalls', code: 'InsufficientFreeAddressesInSubnet', advice: 'Remove the cause that the message names' },
  },
  {
    direction: 'backward',
    call: 'ec2.DeleteNatGateway',
    answer: { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 },
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html',
    follows: { kind: 'tries again' },
  },
]);
