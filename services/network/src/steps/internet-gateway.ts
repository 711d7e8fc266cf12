import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DetachInternetGatewayCommand,
  EC2Client,
  type InternetGateway,
  paginateDescribeInternetGateways,
} from '@aws-sdk/client-ec2';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { resource } from '@tenantry/shared/saga/resource';
import { IN_USE, ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';

const isAttachedTo =
  (vpcId: string) =>
  ({ Attachments = [] }: InternetGateway): boolean =>
    Attachments.some(({ VpcId }) => VpcId === vpcId);

export const internetGateway = resource(
  'internetGateway',
  {
    find: (scope: Scope) =>
      collect(
        paginateDescribeInternetGateways({ client: scope.tenant(EC2Client) }, { Filters: ours(scope) }),
        ({ InternetGateways }) => InternetGateways,
      ),
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    signs: ({ vpcId }, saved) => [isAttachedTo(vpcId), ({ InternetGatewayId }) => InternetGatewayId === saved.internetGatewayId],
    create: async (scope: Scope, _needs: { vpcId: string }) => {
      const command = new CreateInternetGatewayCommand({ TagSpecifications: tagged(scope, 'internet-gateway') });
      return (await scope.tenant(EC2Client).send(command)).InternetGateway;
    },
    differs: (_scope, { vpcId }, found) => (isAttachedTo(vpcId)(found) ? [] : ['attachment']),
    repair: async ({ tenant }, { vpcId: VpcId }, { InternetGatewayId }) => {
      await tenant(EC2Client).send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    },
    remove: async ({ tenant }, { InternetGatewayId, Attachments = [] }) => {
      for (const { VpcId } of Attachments) {
        const detach = new DetachInternetGatewayCommand({ InternetGatewayId, VpcId });
        await ifFound(() => tenant(EC2Client).send(detach), 'Gateway.NotAttached');
      }
      await tenant(EC2Client).send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    },
    gone: ['InvalidInternetGatewayID.NotFound'],
    inUse: IN_USE,
    what: ({ InternetGatewayId }) => `internet gateway ${InternetGatewayId}`,
    out: (_scope, { InternetGatewayId }) => ({ internetGatewayId: idOf(InternetGatewayId, 'the internet gateway') }),
  },
  { creates: [{ type: 'AWS::EC2::InternetGateway', id: 'internetGatewayId' }] },
);
