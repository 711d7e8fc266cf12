import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Tenant account: the sweep that proves that nothing is left. */
export const tenantPolicy: readonly Statement[] = [
  // Listing what is there has no resources to name (Service Authorization Reference, AWS Resource Groups Tagging and Amazon EC2).
  allow(['ec2:DescribeAddresses', 'ec2:DescribeNatGateways', 'ec2:DescribeVpcs', 'tag:GetResources'], '*'),
];
