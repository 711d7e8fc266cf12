import { expect } from '@jest/globals';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { attack } from '../attack.ts';
import { asks, tenantRole } from '../tenant-roles.ts';

const CALLS = ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:DescribeSubnets'];

attack(
  'network-interfaces-by-code',
  "code of a function in a VPC makes, takes or deletes network interfaces with its role's rights",
  () => {
    const inVpc = everyRole('dev').filter(({ policies }) => asks(policies, 'ec2:CreateNetworkInterface', '*'));
    // Not those of builds, whose network interfaces CodeBuild makes, nor of services that remove those of a tenant.
    const functions = inVpc.filter(({ key, name }) => !/^devops\//.test(key) && !/-(network|offboard)$/.test(name));
    expect(functions.length).toBeGreaterThan(1);
    for (const { key, accountId, policies } of functions) {
      const byCode = { 'lambda:SourceFunctionArn': `arn:aws:lambda:us-east-1:${accountId}:function:tenantry-1-api` };
      for (const action of CALLS) expect({ key, action, may: asks(policies, action, '*', byCode) }).toEqual({ key, action, may: false });
    }
    // Lambda itself, before it has started any code, or the function would never be in its VPC.
    const application = tenantRole('01JTENANTAAAAAAAAAAAAAAAAA', 'application');
    for (const action of CALLS) expect({ action, may: asks(application, action, '*') }).toEqual({ action, may: true });
  },
);
