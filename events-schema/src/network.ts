import { z } from 'zod';
import { defineEvent } from './event.ts';
import { accountId, cidrBlock } from './fields.ts';

const source = 'tenantry.network';

export const NetworkPeered = defineEvent(source, 'NetworkPeered', 'The VPC is routed to the hub and to the database.', {
  accountId,
  cell: z.string().describe('The hub and database VPC pair that the tenant is peered with.'),
  cidr: cidrBlock,
  vpcId: z.string(),
  publicSubnetIds: z.array(z.string()),
  privateSubnetIds: z.array(z.string()),
  natGatewayId: z.string(),
  staticIp: z.ipv4().describe('Source address of everything that leaves the private subnets.'),
  hubPeeringId: z.string(),
  databasePeeringId: z.string(),
});

export const NetworkRemoved = defineEvent(
  source,
  'NetworkRemoved',
  'VPC, peerings and static IP are gone; the range is in quarantine.',
  {},
);
