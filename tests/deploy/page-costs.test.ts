import { expect, test } from '@jest/globals';
import { everyTemplate } from '@tenantry/landing-zone/every-template';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { Config } from '@tenantry/shared/deployment/config';
import { FOLDERS, serviceIn } from '../../scripts/services.ts';
import { estimateOf } from '../../services/admin/src/cost/prices.ts';
import { read } from '../repository.ts';

const config = Config.parse(JSON.parse(read('config/example.json')));
const { tenant: _tenant, sweep: _sweep, ...shared } = everyTemplate('prod', config);
const services = await Promise.all(FOLDERS.map((folder) => serviceIn(folder)));
interface Found {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
const resources: readonly Found[] = [
  ...Object.values(shared).flatMap(({ Resources }) => Object.values(Resources)),
  ...services.flatMap((service) => Object.values(service.resources.Resources as Readonly<Record<string, Found>>)),
];
const of = (type: string) => resources.filter(({ Type }) => Type === type);
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** What the templates have of each row of the page, by its first words. */
const NUMBER: Readonly<Record<string, number>> = {
  'NAT gateways': of('AWS::EC2::NatGateway').length,
  'their addresses': of('AWS::EC2::EIP').length,
  'Aurora PostgreSQL': of('AWS::RDS::DBInstance').length,
  'interface endpoints': sum(
    of('AWS::EC2::VPCEndpoint').flatMap(({ Properties }) =>
      Properties?.VpcEndpointType === 'Interface' ? lengthOf(Properties.SubnetIds) : [],
    ),
  ),
  'Client VPN': of('AWS::EC2::ClientVpnTargetNetworkAssociation').length,
  'web ACL': of('AWS::WAFv2::WebACL').length,
  'its rules': sum(of('AWS::WAFv2::WebACL').map(({ Properties }) => lengthOf(Properties?.Rules))),
  keys: of('AWS::KMS::Key').length,
  // RDS makes the administrator's itself (ManageMasterUserPassword).
  secrets: of('AWS::SecretsManager::Secret').length + of('AWS::RDS::DBCluster').length,
  'hosted zone': of('AWS::Route53::HostedZone').length,
};

const [, table = ''] = /\| Fixed, in a month [^\n]*\n\|[-| :]*\n((?:\|.*\n)+)/.exec(read('docs/deploy.md')) ?? [];
const rows = table
  .trim()
  .split('\n')
  .map((line) => {
    const [what = '', number, each, usd] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { what: what.replace(/^\[([^\]]+)\]\([^)]*\)/, '$1'), number: Number(number), each: Number(each), usd: Number(usd) };
  });

test('what a deployment costs by the month: each row has as many as the templates, and adds up', () => {
  const [together, ...others] = [...rows].reverse();
  expect(others.map(({ what }) => Object.keys(NUMBER).find((name) => what.startsWith(name))).sort()).toEqual(Object.keys(NUMBER).sort());
  for (const { what, number, each, usd } of others) {
    const name = Object.keys(NUMBER).find((one) => what.startsWith(one)) ?? '';
    expect([what, number, usd]).toEqual([what, NUMBER[name], Number((number * each).toFixed(2))]);
  }
  expect([together?.what, together?.usd]).toEqual(['together', Number(sum(others.map(({ usd }) => usd)).toFixed(2))]);
});

test('what a tenant costs is what the plan says', () => {
  const { monthlyUsd } = estimateOf(STAGE_NAMES, config.region);
  expect(read('docs/deploy.md')).toContain(`A tenant costs about ${Math.round(monthlyUsd)} USD a month`);
});
