import type { Config } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { trust } from '@tenantry/shared/infra/policy';
import { cellId, HUB, hubVpc } from './cell.ts';
import type { DatabaseVpc } from './database-peering.ts';
import { flowLogs } from './flow-logs.ts';
import { peeringQuotaPolicy } from './policies/admin.ts';
import { accountPolicy } from './policies/network.ts';
import { networkingPolicy } from './policies/offboard.ts';
import { joined, ref, role, type Template } from './template.ts';
import { callers } from './trusted.ts';
import { routeTableId, vpc, vpcId } from './vpc.ts';
import { vpn } from './vpn.ts';

/**
 * Networking account: a hub VPC per cell that every tenant of the cell is peered with, the developers' VPN, and the role of the
 * network service. Peering is not transitive, so no tenant reaches another through the hub (VPC Peering Guide, "Limitations").
 */
export const networkingTemplate = (deployment: string, config: Config, database: DatabaseVpc): Template => {
  const hubs = config.network.cells.map((cell) => ({ cell, options: hubVpc(deployment, config, cell) }));
  const settings = config.network.vpn;
  const access = settings && vpn(deployment, config, settings, database);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: hub VPCs and developers' VPN`,
    Resources: {
      ...Object.assign({}, ...hubs.map(({ options }) => vpc(options))),
      ...flowLogs(
        deployment,
        config,
        hubs.map(({ options }) => vpcId(options.id)),
      ),
      ...access?.Resources,
      NetworkRole: role(
        deployment,
        serviceName(deployment, 'network'),
        trust(config.accounts.superAdmin, callers(deployment, config, 'network')),
        accountPolicy(deployment, config.accounts),
      ),
      OffboardRole: role(
        deployment,
        serviceName(deployment, 'offboard'),
        trust(config.accounts.superAdmin, callers(deployment, config, 'offboard')),
        networkingPolicy,
      ),
      AdminRole: role(
        deployment,
        serviceName(deployment, 'admin'),
        trust(config.accounts.superAdmin, callers(deployment, config, 'admin')),
        peeringQuotaPolicy,
      ),
    },
    Outputs: {
      ...Object.fromEntries(
        hubs.flatMap(({ cell, options }) => [
          [`${cellId(cell.name)}HubVpcId`, { Value: ref(vpcId(options.id)) }],
          [`${cellId(cell.name)}HubRouteTableIds`, { Value: joined([ref(routeTableId(options.id, HUB))]) }],
        ]),
      ),
      ...access?.Outputs,
    },
  };
};
