import type { Config } from '@tenantry/shared/config';
import { trust } from '@tenantry/shared/infra/policy';
import { serviceName } from '@tenantry/shared/names';
import { cellId } from './cell.ts';
import { peeringQuotaPolicy } from './policies/admin.ts';
import { accountPolicy } from './policies/network.ts';
import { networkingPolicy } from './policies/offboard.ts';
import { joined, oneAfterAnother, type Resource, type Resources, ref, role, type Template, tags } from './template.ts';
import { callers } from './trusted.ts';
import { routeTableId, subnetRefs, type VpcOptions, vpc, vpcId } from './vpc.ts';

const HUB = 'Private';

const hub = (stage: string, config: Config, cell: Config['network']['cells'][number]): VpcOptions => ({
  id: `${cellId(cell.name)}Hub`,
  name: `tenantry-${stage}-hub-${cell.name}`,
  stage,
  cidr: cell.hubCidr,
  zoneIds: config.network.zoneIds,
  kinds: [HUB],
});

/**
 * Networking account: a hub VPC per cell that every tenant of the cell is peered with, the developers' VPN, and the role of the
 * network service. Peering is not transitive, so no tenant reaches another through the hub (VPC Peering Guide, "Limitations").
 */
export const networkingTemplate = (stage: string, config: Config): Template => {
  const hubs = config.network.cells.map((cell) => ({ cell, options: hub(stage, config, cell) }));
  const settings = config.network.vpn;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${stage}: hub VPCs and developers' VPN`,
    Resources: {
      ...Object.assign({}, ...hubs.map(({ options }) => vpc(options))),
      ...(settings ? Object.assign({}, ...hubs.map(({ cell, options }) => vpn(stage, settings, cell, options))) : {}),
      NetworkRole: role(stage, serviceName(stage, 'network'), trust(config.accounts.superAdmin, callers(stage, 'network')), accountPolicy),
      OffboardRole: role(
        stage,
        serviceName(stage, 'offboard'),
        trust(config.accounts.superAdmin, callers(stage, 'offboard')),
        networkingPolicy,
      ),
      AdminRole: role(stage, serviceName(stage, 'admin'), trust(config.accounts.superAdmin, callers(stage, 'admin')), peeringQuotaPolicy),
    },
    Outputs: Object.fromEntries(
      hubs.flatMap(({ cell, options }) => [
        [`${cellId(cell.name)}HubVpcId`, { Value: ref(vpcId(options.id)) }],
        [`${cellId(cell.name)}HubRouteTableIds`, { Value: joined([ref(routeTableId(options.id, HUB))]) }],
      ]),
    ),
  };
};

/** Client VPN into the hub, by certificates; from there peering leads to one tenant at a time. */
const vpn = (
  stage: string,
  settings: NonNullable<Config['network']['vpn']>,
  cell: Config['network']['cells'][number],
  options: VpcOptions,
): Resources => {
  const id = `${cellId(cell.name)}Vpn`;
  return {
    [`${id}Group`]: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'Developers on the VPN: out to the cell, nothing in',
        VpcId: ref(vpcId(options.id)),
        SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: cell.pool, Description: 'VPCs of tenants' }],
        Tags: tags(stage, `tenantry-${stage}-vpn`),
      },
    },
    [`${id}Logs`]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: `/tenantry/${stage}/vpn-${cell.name}`, RetentionInDays: 365 },
    },
    [id]: {
      Type: 'AWS::EC2::ClientVpnEndpoint',
      Properties: {
        Description: `Tenantry ${stage}: back-end developers, cell ${cell.name}`,
        ClientCidrBlock: settings.clientCidr,
        ServerCertificateArn: settings.serverCertificateArn,
        AuthenticationOptions: [
          {
            Type: 'certificate-authentication',
            MutualAuthentication: { ClientRootCertificateChainArn: settings.clientCertificateArn },
          },
        ],
        ConnectionLogOptions: { Enabled: true, CloudwatchLogGroup: ref(`${id}Logs`) },
        SplitTunnel: true,
        VpcId: ref(vpcId(options.id)),
        SecurityGroupIds: [ref(`${id}Group`)],
        TagSpecifications: [{ ResourceType: 'client-vpn-endpoint', Tags: tags(stage, options.name) }],
      },
    },
    // To a second change meanwhile EC2 answers ConcurrentMutationLimitExceeded
    // (https://github.com/hashicorp/terraform-provider-aws/issues/19750), and a zone takes routes only after its association.
    ...oneAfterAnother([
      ...subnetRefs(options, HUB).flatMap((SubnetId, zone): (readonly [string, Resource])[] => [
        [
          `${id}Network${zone}`,
          { Type: 'AWS::EC2::ClientVpnTargetNetworkAssociation', Properties: { ClientVpnEndpointId: ref(id), SubnetId } },
        ],
        [
          `${id}Route${zone}`,
          {
            Type: 'AWS::EC2::ClientVpnRoute',
            Properties: { ClientVpnEndpointId: ref(id), DestinationCidrBlock: cell.pool, TargetVpcSubnetId: SubnetId },
          },
        ],
      ]),
      [
        `${id}Access`,
        {
          Type: 'AWS::EC2::ClientVpnAuthorizationRule',
          Properties: {
            ClientVpnEndpointId: ref(id),
            TargetNetworkCidr: cell.pool,
            AuthorizeAllGroups: true,
            Description: 'Tenants of the cell',
          },
        },
      ],
    ]),
  };
};
