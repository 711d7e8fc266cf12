import { DescribeInternetGatewaysCommand, DetachInternetGatewayCommand } from '@aws-sdk/client-ec2';
import { describe } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { ours } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
import { internetGateway } from './internet-gateway.ts';

describe('internet gateway', () => {
  const at = deployment();
  const find = async (scope: Scope) =>
    (await scope.ec2.send(new DescribeInternetGatewaysCommand({ Filters: ours(scope) }))).InternetGateways ?? [];
  stepContract({
    step: internetGateway,
    tenant: async () => tenantBefore(await at, 'internetGateway'),
    list: async (scope) => (await find(scope)).map(({ InternetGatewayId }) => InternetGatewayId ?? ''),
    drift: async ({ ec2 }, { vpcId }, { internetGatewayId }) => {
      await ec2.send(new DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: internetGatewayId }));
    },
    isSound: async (scope, { vpcId }) => (await find(scope))[0]?.Attachments?.[0]?.VpcId === vpcId,
  });
});
