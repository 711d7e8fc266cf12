import type { Config } from '@tenantry/shared/deployment/config';
import { firstCell, HUB, hubVpc } from './cell.ts';
import type { Outputs } from './stack.ts';
import type { Template } from './template.ts';
import { kindCidr } from './vpc.ts';

/**
 * The routes back from the database: to the builds, and to the VPN's network interfaces. A separate stack in the super-admin account: a
 * peering exists only after the stack of the other account, which needs the super-admin stack.
 * @param outputs of those stacks
 * @returns undefined where the configuration has neither builds in a VPC nor a VPN: no such stack
 */
export const databaseRoutesTemplate = (
  deployment: string,
  config: Config,
  outputs: Readonly<Record<'superAdmin' | 'networking' | 'devops', Outputs>>,
): Template | undefined => {
  const { devopsCidr, vpn } = config.network;
  const RouteTableId = outputs.superAdmin.DatabaseRouteTableId;
  const route = (DestinationCidrBlock: string, { DatabasePeeringId }: Outputs) => ({
    Type: 'AWS::EC2::Route',
    Properties: { RouteTableId, DestinationCidrBlock, VpcPeeringConnectionId: DatabasePeeringId },
  });
  if (!devopsCidr && !vpn) return undefined;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: routes from the database to the builds and to the VPN`,
    Resources: {
      ...(devopsCidr ? { BuildsRoute: route(devopsCidr, outputs.devops) } : {}),
      ...(vpn ? { VpnRoute: route(kindCidr(hubVpc(deployment, config, firstCell(config)), HUB), outputs.networking) } : {}),
    },
    Outputs: {},
  };
};
