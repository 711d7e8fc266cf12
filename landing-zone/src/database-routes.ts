import type { Template } from './template.ts';

/**
 * The way back from the database to the builds. A stack of its own in the super-admin account: the peering exists only after the
 * DevOps stack, which needs the super-admin stack.
 */
export const databaseRoutesTemplate = (stage: string, routeTableId: string, peeringId: string, devopsCidr: string): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: `Tenantry ${stage}: route from the database to the builds`,
  Resources: {
    BuildsRoute: {
      Type: 'AWS::EC2::Route',
      Properties: { RouteTableId: routeTableId, DestinationCidrBlock: devopsCidr, VpcPeeringConnectionId: peeringId },
    },
  },
  Outputs: {},
});
