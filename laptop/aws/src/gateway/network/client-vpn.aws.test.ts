import {
  AssociateClientVpnTargetNetworkCommand,
  AuthorizeClientVpnIngressCommand,
  CreateClientVpnEndpointCommand,
  CreateClientVpnRouteCommand,
  DeleteClientVpnEndpointCommand,
  DeleteClientVpnRouteCommand,
  DescribeClientVpnAuthorizationRulesCommand,
  DescribeClientVpnEndpointsCommand,
  DescribeClientVpnRoutesCommand,
  DescribeClientVpnTargetNetworksCommand,
  DisassociateClientVpnTargetNetworkCommand,
  RevokeClientVpnIngressCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '../../testing/own-aws.ts';
import { errorOf } from '../rules/testing/ruled-aws.ts';
import { connected } from './testing/connected.ts';
import { waysBetween } from './testing/ways.ts';

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws({ postgres: true });
});
afterAll(() => aws.stop());

const CLIENTS = '10.250.0.0/22';
const certificate = (accountId: string, id: number) => `arn:aws:acm:${aws.local.region}:${accountId}:certificate/${id}`;

/** An endpoint in the VPC that is connected with the database's. */
const withVpn = async () => {
  const found = await connected(aws);
  const { ec2, VpcId, GroupId, accountId, subnetIds } = found.customer;
  const create = (ClientCidrBlock: string) =>
    ec2.send(
      new CreateClientVpnEndpointCommand({
        ClientCidrBlock,
        ServerCertificateArn: certificate(accountId, 1),
        AuthenticationOptions: [
          { Type: 'certificate-authentication', MutualAuthentication: { ClientRootCertificateChainArn: certificate(accountId, 2) } },
        ],
        ConnectionLogOptions: { Enabled: false },
        VpcId,
        SecurityGroupIds: [GroupId],
        SplitTunnel: true,
      }),
    );
  const { ClientVpnEndpointId } = await create(CLIENTS);
  const associate = (SubnetId: string) => ec2.send(new AssociateClientVpnTargetNetworkCommand({ ClientVpnEndpointId, SubnetId }));
  const associations = [await associate(subnetIds[0]!), await associate(subnetIds[1]!)].map(({ AssociationId }) => AssociationId!);
  const route = (TargetVpcSubnetId: string, DestinationCidrBlock = found.database.CidrBlock) => ({
    ...{ ClientVpnEndpointId, DestinationCidrBlock, TargetVpcSubnetId },
  });
  const rule = { ClientVpnEndpointId, TargetNetworkCidr: found.database.CidrBlock };
  const vpnLinks = [
    {
      take: () => ec2.send(new DeleteClientVpnRouteCommand(route(subnetIds[1]!))),
      give: () => ec2.send(new CreateClientVpnRouteCommand(route(subnetIds[1]!))),
      why: /cvpn-endpoint-\w+ has no route to 10\.1\.0\.0\/24 through subnet-\w+/,
    },
    {
      take: () => ec2.send(new RevokeClientVpnIngressCommand({ ...rule, RevokeAllGroups: true })),
      give: () => ec2.send(new AuthorizeClientVpnIngressCommand({ ...rule, AuthorizeAllGroups: true })),
      why: /cvpn-endpoint-\w+ has no authorization rule for 10\.1\.0\.0\/24/,
    },
  ];
  await ec2.send(new CreateClientVpnRouteCommand(route(subnetIds[0]!)));
  for (const { give } of vpnLinks) await give();
  const arn = `arn:aws:ec2:${aws.local.region}:${accountId}:client-vpn-endpoint/${ClientVpnEndpointId}`;
  return { ...found, ec2, create, associate, associations, route, ClientVpnEndpointId, links: [...found.links, ...vpnLinks], arn };
};

describe('a client of the VPN', () => {
  test('reaches the database while endpoint, routes, peering and groups lead there, and not without any of them', async () => {
    const { arn, clusterArn, links, unpeer } = await withVpn();
    const why = async () => (await waysBetween(aws.local.url, arn, clusterArn)).find((way) => way.why !== undefined)?.why;
    expect(await waysBetween(aws.local.url, arn, clusterArn)).toHaveLength(4);
    expect(await why()).toBeUndefined();
    for (const { take, give, why: without } of links) {
      await take();
      expect(await why()).toMatch(without);
      await give();
      expect(await why()).toBeUndefined();
    }
    await unpeer();
    expect(await why()).toMatch(/which is deleted$/);
  });
});

describe('EC2 refuses', () => {
  test('clients in the range of the VPC, a second subnet of a zone, a route twice, and to delete what has subnets', async () => {
    const { ec2, create, associate, associations, route, ClientVpnEndpointId, customer } = await withVpn();
    expect(await errorOf(create('10.64.0.0/20'))).toBe('InvalidParameterValue');
    expect(await errorOf(create('10.250.0.0/24'))).toBe('InvalidParameterValue');
    expect(await errorOf(associate(customer.subnetIds[0]!))).toBe('InvalidClientVpnDuplicateAssociationException');
    const add = (DestinationCidrBlock: string) =>
      errorOf(ec2.send(new CreateClientVpnRouteCommand(route(customer.subnetIds[0]!, DestinationCidrBlock))));
    // What EC2 has added by itself, too: https://github.com/hashicorp/terraform-provider-aws/issues/18080
    expect(await add(customer.CidrBlock)).toBe('InvalidClientVpnDuplicateRoute');
    expect(await add(CLIENTS)).toBe('InvalidParameterValue');
    const remove = () => errorOf(ec2.send(new DeleteClientVpnEndpointCommand({ ClientVpnEndpointId })));
    expect(await remove()).toBe('OperationNotPermitted');
    for (const AssociationId of associations) {
      await ec2.send(new DisassociateClientVpnTargetNetworkCommand({ ClientVpnEndpointId, AssociationId }));
    }
    expect(await remove()).toBe('none');
  });
});

test('an endpoint shows its networks, routes and rules', async () => {
  const { ec2, ClientVpnEndpointId, customer, database } = await withVpn();
  const endpoint = { ClientVpnEndpointId };
  const { ClientVpnEndpoints = [] } = await ec2.send(new DescribeClientVpnEndpointsCommand({}));
  expect(ClientVpnEndpoints).toMatchObject([
    { ...endpoint, VpcId: customer.VpcId, Status: { Code: 'available' }, ClientCidrBlock: CLIENTS },
  ]);
  const { ClientVpnTargetNetworks = [] } = await ec2.send(new DescribeClientVpnTargetNetworksCommand(endpoint));
  expect(ClientVpnTargetNetworks.map(({ TargetNetworkId }) => TargetNetworkId)).toEqual(customer.subnetIds);
  const { Routes = [] } = await ec2.send(new DescribeClientVpnRoutesCommand(endpoint));
  expect(Routes.map(({ DestinationCidr, Origin }) => `${Origin} ${DestinationCidr}`)).toEqual([
    ...[customer, customer].map(({ CidrBlock }) => `associate ${CidrBlock}`),
    ...[database, database].map(({ CidrBlock }) => `add-route ${CidrBlock}`),
  ]);
  const { AuthorizationRules = [] } = await ec2.send(new DescribeClientVpnAuthorizationRulesCommand(endpoint));
  expect(AuthorizationRules).toMatchObject([{ DestinationCidr: database.CidrBlock, AccessAll: true, Status: { Code: 'active' } }]);
});
