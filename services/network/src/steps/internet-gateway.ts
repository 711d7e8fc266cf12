import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DeleteInternetGatewayCommand,
  DetachInternetGatewayCommand,
  type InternetGateway,
  paginateDescribeInternetGateways,
} from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/aws/pages';
import { isCode } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { deletion, idOf, ours, tagged, theOne } from '../ec2.ts';
import type { Scope } from '../scope.ts';

const find = (scope: Scope) =>
  collect(paginateDescribeInternetGateways({ client: scope.ec2 }, { Filters: ours(scope) }), ({ InternetGateways }) => InternetGateways);

export const internetGateway = step(
  'internetGateway',
  {
    ensure: async (scope: Scope, { vpcId }: { vpcId: string }, saved: { internetGatewayId?: string }) => {
      const { ec2 } = scope;
      const isAttached = ({ Attachments = [] }: InternetGateway): boolean => Attachments.some(({ VpcId }) => VpcId === vpcId);
      const gateway =
        theOne(await find(scope), isAttached, ({ InternetGatewayId }) => InternetGatewayId === saved.internetGatewayId) ??
        (await ec2.send(new CreateInternetGatewayCommand({ TagSpecifications: tagged(scope, 'internet-gateway') }))).InternetGateway;
      const internetGatewayId = idOf(gateway?.InternetGatewayId, 'the internet gateway');
      if (!gateway || !isAttached(gateway)) {
        await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: internetGatewayId, VpcId: vpcId }));
      }
      return { internetGatewayId };
    },
    remove: async (scope: Scope) => {
      const { ec2 } = scope;
      for (const { InternetGatewayId, Attachments = [] } of await find(scope)) {
        const what = `internet gateway ${InternetGatewayId}`;
        for (const { VpcId } of Attachments) {
          await deletion(what, () =>
            ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })).catch((error: unknown) => {
              if (!isCode(error, 'Gateway.NotAttached')) throw error;
            }),
          );
        }
        await deletion(what, () => ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId })));
      }
    },
  },
  {
    creates: [{ type: 'AWS::EC2::InternetGateway' }],
  },
);
