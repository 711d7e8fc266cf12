import type { Config } from '@tenantry/shared/deployment/config';
import { cellId, databaseVpc, firstCell, HUB, hubVpc } from './cell.ts';
import { POSTGRESQL } from './database.ts';
import { type DatabaseVpc, databasePeering } from './database-peering.ts';
import { oneAfterAnother, type Resource, type Resources, ref, type Template, tags } from './template.ts';
import { kindCidr, routeTableId, subnetRefs, vpcId } from './vpc.ts';

type Settings = NonNullable<Config['network']['vpn']>;

/** Who somebody is: a person of Identity Center, the holder of a key, or both. A person's session ends, and with it what a group had. */
const authentication = ({ saml, clientCertificateArn }: Settings) => ({
  AuthenticationOptions: [
    ...(saml
      ? [
          {
            Type: 'federated-authentication',
            FederatedAuthentication: {
              SAMLProviderArn: saml.providerArn,
              ...(saml.selfServiceProviderArn ? { SelfServiceSAMLProviderArn: saml.selfServiceProviderArn } : {}),
            },
          },
        ]
      : []),
    ...(clientCertificateArn
      ? [{ Type: 'certificate-authentication', MutualAuthentication: { ClientRootCertificateChainArn: clientCertificateArn } }]
      : []),
  ],
  ...(saml
    ? {
        SelfServicePortal: saml.selfServiceProviderArn ? 'enabled' : 'disabled',
        SessionTimeoutHours: saml.sessionHours,
        DisconnectOnSessionTimeout: true,
      }
    : {}),
});

/** Who reaches the database: members of these groups, where people are known. */
const admitted = ({ saml }: Settings) => saml?.groups.map((AccessGroupId) => ({ AccessGroupId })) ?? [{ AuthorizeAllGroups: true }];

/**
 * The back-end developers' way to PostgreSQL: Client VPN into the first cell's hub, and a peering of the hub with the
 * database VPC. It ends at the subnets of the database. A client gets where the endpoint has both a route and an authorization rule
 * (Client VPN Administrator Guide, "How AWS Client VPN works"), so none gets to a tenant's VPC, although the hub is peered with it.
 */
export const vpn = (
  deployment: string,
  config: Config,
  settings: Settings,
  database: DatabaseVpc,
): Pick<Template, 'Resources' | 'Outputs'> => {
  const cell = firstCell(config);
  const hub = hubVpc(deployment, config, cell);
  const target = kindCidr(databaseVpc(deployment, config, cell), 'Database');
  const id = `${cellId(cell.name)}Vpn`;
  const { DatabasePeering: peering, ...way } = databasePeering({
    deployment,
    name: `tenantry-${deployment}-hub-database`,
    vpcId: vpcId(hub.id),
    routeTableId: routeTableId(hub.id, HUB),
    superAdmin: config.accounts.superAdmin,
    database: { ...database, cidr: target },
  });
  const Resources: Resources = {
    ...way,
    // Where a VPN is added to a deployment, the accepter's role began to trust this account seconds ago, and IAM needs some more until
    // it is known everywhere (IAM User Guide, "Changes that I make are not always immediately visible"). An association takes minutes.
    ...(peering ? { DatabasePeering: { ...peering, DependsOn: `${id}Network0` } } : {}),
    [`${id}Group`]: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        // Another description would be another group, and an endpoint continues with the rules of the one that its associations began
        // with (https://github.com/hashicorp/terraform-provider-aws/issues/33996): the rules of this one change.
        GroupDescription: 'Developers on the VPN: out to the cell, nothing in',
        VpcId: ref(vpcId(hub.id)),
        SecurityGroupEgress: [
          { IpProtocol: 'tcp', FromPort: POSTGRESQL, ToPort: POSTGRESQL, CidrIp: target, Description: 'Subnets of the database' },
        ],
        Tags: tags(deployment, `tenantry-${deployment}-vpn`),
      },
    },
    [`${id}Logs`]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: `/tenantry/${deployment}/vpn-${cell.name}`, RetentionInDays: 365 },
    },
    [id]: {
      Type: 'AWS::EC2::ClientVpnEndpoint',
      Properties: {
        Description: `Tenantry ${deployment}: back-end developers, cell ${cell.name}`,
        ClientCidrBlock: settings.clientCidr,
        ServerCertificateArn: settings.serverCertificateArn,
        ...authentication(settings),
        ConnectionLogOptions: { Enabled: true, CloudwatchLogGroup: ref(`${id}Logs`) },
        SplitTunnel: true,
        VpcId: ref(vpcId(hub.id)),
        SecurityGroupIds: [ref(`${id}Group`)],
        TagSpecifications: [{ ResourceType: 'client-vpn-endpoint', Tags: tags(deployment, hub.name) }],
      },
    },
    // To a second change meanwhile EC2 answers ConcurrentMutationLimitExceeded
    // (https://github.com/hashicorp/terraform-provider-aws/issues/19750), and a zone takes routes only after its association.
    ...oneAfterAnother([
      ...subnetRefs(hub, HUB).flatMap((SubnetId, zone): (readonly [string, Resource])[] => [
        [
          `${id}Network${zone}`,
          { Type: 'AWS::EC2::ClientVpnTargetNetworkAssociation', Properties: { ClientVpnEndpointId: ref(id), SubnetId } },
        ],
        [
          `${id}Route${zone}`,
          {
            Type: 'AWS::EC2::ClientVpnRoute',
            Properties: { ClientVpnEndpointId: ref(id), DestinationCidrBlock: target, TargetVpcSubnetId: SubnetId },
          },
        ],
      ]),
      ...admitted(settings).map((who, i): readonly [string, Resource] => [
        `${id}Access${i === 0 ? '' : i}`,
        {
          Type: 'AWS::EC2::ClientVpnAuthorizationRule',
          Properties: { ClientVpnEndpointId: ref(id), TargetNetworkCidr: target, ...who, Description: 'Subnets of the database' },
        },
      ]),
    ]),
  };
  return { Resources, Outputs: { DatabasePeeringId: { Value: ref('DatabasePeering') } } };
};
