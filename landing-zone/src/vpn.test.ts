import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { contains, rangeOf } from '@tenantry/shared/domain/cidr';
import { databaseVpc, firstCell, HUB, hubVpc } from './cell.ts';
import { everyTemplate } from './every-template.ts';
import type { Resources } from './template.ts';
import { kindCidr, type VpcOptions, vpc } from './vpc.ts';

const config = configOf('example');
const { vpn: _vpn, ...network } = config.network;
const withVpn = everyTemplate('prod', config);
const withoutVpn = everyTemplate('prod', { ...config, network });
const cell = firstCell(config);
const hub = hubVpc('prod', config, cell);
const database = databaseVpc('prod', config, cell);

const ofType = (resources: Resources, type: string) =>
  Object.values(resources).flatMap(({ Type, Properties }) => (Type === `AWS::EC2::${type}` ? [Properties] : []));

test.each<readonly [VpcOptions, string]>([[hub, HUB], ...database.kinds.map((kind): readonly [VpcOptions, string] => [database, kind])])(
  'the range of one kind of subnets holds these and no others',
  (options, kind) => {
    const range = rangeOf(kindCidr(options, kind));
    const inside = Object.entries(vpc(options))
      .filter(([, { Type, Properties }]) => Type === 'AWS::EC2::Subnet' && contains(range, rangeOf(String(Properties?.CidrBlock))))
      .map(([id]) => id);
    expect(inside).toEqual([0, 1].map((zone) => `${options.id}${kind}${zone}`));
  },
);

describe('with a VPN', () => {
  const { Resources } = withVpn.networking;
  const target = '10.1.0.0/19';

  test('an endpoint leads to the subnets of the database, and nowhere else', () => {
    expect(ofType(Resources, 'ClientVpnRoute')).toMatchObject([{ DestinationCidrBlock: target }, { DestinationCidrBlock: target }]);
    expect(ofType(Resources, 'ClientVpnAuthorizationRule')).toMatchObject([{ TargetNetworkCidr: target }]);
    expect(ofType(Resources, 'Route')).toMatchObject([
      { DestinationCidrBlock: target, VpcPeeringConnectionId: { Ref: 'DatabasePeering' } },
    ]);
    expect(ofType(Resources, 'SecurityGroup')).toMatchObject([
      // Another description makes another group, whose rules an endpoint does not take: hashicorp/terraform-provider-aws#33996.
      {
        GroupDescription: 'Developers on the VPN: out to the cell, nothing in',
        SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: target }],
      },
    ]);
  });

  test('the database lets in the subnets of its network interfaces, and leads back to them', () => {
    const ranges = ofType(withVpn.superAdmin.Resources, 'SecurityGroup').map((group) => group?.SecurityGroupIngress);
    expect(JSON.stringify(ranges)).toContain('"Description":"Developers on the VPN","CidrIp":"10.0.0.0/19"');
    expect(ofType(withVpn.databaseRoutes?.Resources ?? {}, 'Route')).toMatchObject([
      { DestinationCidrBlock: network.devopsCidr },
      { DestinationCidrBlock: '10.0.0.0/19' },
    ]);
  });

  test('the peering comes once IAM knows everywhere that the accepter trusts this account: after an association, which takes minutes', () => {
    const { DependsOn = '' } = Resources.DatabasePeering ?? {};
    expect(Resources[String(DependsOn)]?.Type).toBe('AWS::EC2::ClientVpnTargetNetworkAssociation');
  });

  test('the networking account may have its peering accepted, by who deploys it and by nobody who serves', () => {
    const { AssumeRolePolicyDocument: trust, Policies } = withVpn.superAdmin.Resources.PeeringAccepter?.Properties ?? {};
    const { devops, networking } = config.accounts;
    expect(trust).toMatchObject({
      Statement: [devops, networking].map((account) => ({
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/tenantry-*` } },
      })),
    });
    expect(JSON.stringify(Policies)).toContain(`"arn:aws:ec2:us-east-1:${networking}:vpc/*"`);
  });
});

test('without a VPN nothing of it is there, and the networking account has no peering accepted', () => {
  const all = JSON.stringify(withoutVpn);
  expect(all).not.toContain('ClientVpn');
  expect(all).not.toContain('Developers on the VPN');
  expect(ofType(withoutVpn.networking.Resources, 'VPCPeeringConnection')).toEqual([]);
  expect(ofType(withoutVpn.databaseRoutes?.Resources ?? {}, 'Route')).toMatchObject([{ DestinationCidrBlock: network.devopsCidr }]);
  expect(JSON.stringify(withoutVpn.superAdmin.Resources.PeeringAccepter)).not.toContain(config.accounts.networking);
});
