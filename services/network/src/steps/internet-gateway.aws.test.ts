import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { deployment, ec2Of, nameOnly, tenantBefore } from '../testing/tenant-network.ts';
import { internetGateway } from './internet-gateway.ts';

describe('internet gateway', () => {
  const at = deployment();
  const find = async (scope: Scope) =>
    (await ec2Of(scope).send(new DescribeInternetGatewaysCommand({ Filters: ours(scope) }))).InternetGateways ?? [];
  const contract = stepContract({
    step: internetGateway,
    tenant: async () => tenantBefore(await at, 'internetGateway'),
    list: async (scope) => (await find(scope)).map(({ InternetGatewayId }) => InternetGatewayId ?? ''),
    foreign: async (root) => {
      const ec2 = ec2Of(root);
      const TagSpecifications = nameOnly(root, 'internet-gateway');
      const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({ TagSpecifications }));
      const InternetGatewayIds = [InternetGateway?.InternetGatewayId ?? ''];
      const isUntouched = async () => {
        const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds }));
        return InternetGateways?.length === 1 && (InternetGateways[0]?.Attachments ?? []).length === 0;
      };
      return { id: InternetGatewayIds[0] ?? '', isUntouched };
    },
    drift: async (root, { vpcId }, { internetGatewayId }) => {
      await ec2Of(root).send(new DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: internetGatewayId }));
    },
    isSound: async (scope, { vpcId }) => (await find(scope))[0]?.Attachments?.[0]?.VpcId === vpcId,
  });
  contractCatches(contract);

  test('of two gateways the attached one counts, and the other is not attached', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'internetGateway');
    const { InternetGateway } = await ec2Of(root).send(
      new CreateInternetGatewayCommand({ TagSpecifications: tagged(scope, 'internet-gateway') }),
    );
    const { InternetGateway: attached } = await ec2Of(root).send(
      new CreateInternetGatewayCommand({ TagSpecifications: tagged(scope, 'internet-gateway') }),
    );
    const internetGatewayId = attached?.InternetGatewayId ?? '';
    const { vpcId } = needs as { vpcId: string };
    await ec2Of(root).send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: internetGatewayId }));
    for (const saved of [{}, { internetGatewayId: InternetGateway?.InternetGatewayId ?? '' }])
      expect(await internetGateway.ensure(scope, needs, saved)).toEqual({ internetGatewayId });
    await settled(() => internetGateway.remove(scope, {}, {}));
    expect(await find(scope)).toEqual([]);
  });
});
