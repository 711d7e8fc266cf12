import { DescribeClientVpnEndpointsCommand, DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client, type Tag } from '@aws-sdk/client-ec2';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { waysBetween } from '@laptop/aws/gateway/network/testing/ways';
import type { Way } from '@laptop/aws/gateway/network/way';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { serviceName } from '@tenantry/shared/domain/names';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import type { Harness } from './harness.ts';

const tagged = (name: string, tags: readonly Tag[] = []): string => tags.find(({ Key }) => Key === name)?.Value ?? '';

interface Vpc {
  readonly arn: string;
  /** What its subnets are for, by id: `hub private`, `tenant one private`. */
  readonly subnets: ReadonlyMap<string, string>;
}

/** `tenantry-dev-database-a-functions-use1-az1` is one of `functions`; a tenant's is named otherwise, and ends alike. */
const kindOf = (name: string): string => /-(database|functions|private|public)(?:-\w+-az\d)?$/.exec(name)?.[1] ?? name;

const vpcsOf = async ({ laptop }: Harness, accountId: string, what: (name: string) => string): Promise<readonly Vpc[]> => {
  const ec2 = new EC2Client(rootOf(accountId));
  const [{ Vpcs = [] }, { Subnets = [] }] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSubnetsCommand({})),
  ]);
  return Vpcs.filter(({ IsDefault }) => !IsDefault).map(({ VpcId, Tags }) => ({
    arn: `arn:aws:ec2:${laptop.region}:${accountId}:vpc/${VpcId}`,
    subnets: new Map(
      Subnets.filter((subnet) => subnet.VpcId === VpcId).map(({ SubnetId = '', Tags: tags }) => [
        SubnetId,
        `${what(tagged('Name', Tags))} ${kindOf(tagged('Name', tags))}`,
      ]),
    ),
  }));
};

/** The landing zone's VPCs and those of two tenants. */
const everyVpc = async (on: Harness, [one, two]: readonly [Tenant, Tenant]): Promise<readonly Vpc[]> => {
  const { networking, superAdmin, devops } = on.laptop.accounts;
  const named = (name: string): string => /-(hub|database|builds)(-a)?$/.exec(name)?.[1] ?? name;
  const found = await Promise.all([
    ...[networking, superAdmin, devops].map((account) => vpcsOf(on, account, named)),
    vpcsOf(on, one.accountId ?? '', () => 'tenant one'),
    vpcsOf(on, two.accountId ?? '', () => 'tenant two'),
  ]);
  return found.flat();
};

/**
 * Which kinds of subnets reach which others in another VPC, in both directions, whatever security groups say: `hub private → tenant one public`.
 * Where only some of a kind have it, the line ends with `(some)`.
 */
const routedWays = async (on: Harness, tenants: readonly [Tenant, Tenant]): Promise<readonly string[]> => {
  const vpcs = await everyVpc(on, tenants);
  const pairs = vpcs.flatMap((from) => vpcs.filter((to) => to !== from).map((to) => ({ from, to })));
  const lines = new Map<string, boolean[]>();
  for (const { from, to } of pairs) {
    for (const way of await waysBetween(on.laptop.url, from.arn, to.arn)) {
      const line = `${from.subnets.get(way.from)} → ${to.subnets.get(way.to)}`;
      lines.set(line, [...(lines.get(line) ?? []), way.why === undefined]);
    }
  }
  return [...lines]
    .filter(([, reached]) => reached.includes(true))
    .map(([line, reached]) => (reached.includes(false) ? `${line} (some)` : line))
    .sort();
};

/** What has network interfaces, by its ARN. */
const interfacesOf = async ({ laptop }: Harness, [one, two]: readonly [Tenant, Tenant]) => {
  const { accounts, region } = laptop;
  const { ClientVpnEndpoints = [] } = await new EC2Client(rootOf(accounts.networking)).send(new DescribeClientVpnEndpointsCommand({}));
  const functionOf = async ({ accountId = '' }: Tenant): Promise<string> => {
    const { Functions = [] } = await new LambdaClient(rootOf(accountId)).send(new ListFunctionsCommand({}));
    return Functions.find(({ VpcConfig }) => VpcConfig?.SubnetIds?.length)?.FunctionArn ?? '';
  };
  return {
    vpn: `arn:aws:ec2:${region}:${accounts.networking}:client-vpn-endpoint/${ClientVpnEndpoints[0]?.ClientVpnEndpointId}`,
    cluster: `arn:aws:rds:${region}:${accounts.superAdmin}:cluster:tenantry-${LAPTOP_DEPLOYMENT}`,
    'control plane': `arn:aws:lambda:${region}:${accounts.superAdmin}:function:${serviceName(LAPTOP_DEPLOYMENT, 'pipeline-handler')}`,
    'tenant one': await functionOf(one),
    'tenant two': await functionOf(two),
  };
};
type Interfaces = Awaited<ReturnType<typeof interfacesOf>>;

/** What stands in the way, in few words, of every subnet alike: else the words are several. */
const heldUpBy = (ways: readonly Way[]): string => {
  const words = ways.map(({ why }) =>
    why === undefined ? 'open' : (/no authorization rule|no route|lets nothing (in|out)/.exec(why)?.[0] ?? why),
  );
  return [...new Set(words)].sort().join(', ');
};

const SQL = 5432;
const HTTPS = 443;
const SSH = 22;
/** What is designed of network interfaces, with their groups and the rules of the VPN. */
const OF_INTERFACES: readonly (readonly [from: keyof Interfaces, to: keyof Interfaces, port: number, outcome: string])[] = [
  ['vpn', 'cluster', SQL, 'open'],
  ['vpn', 'cluster', SSH, 'lets nothing out'],
  ['vpn', 'control plane', HTTPS, 'no authorization rule'],
  ['vpn', 'tenant one', HTTPS, 'no authorization rule'],
  ['vpn', 'tenant two', SQL, 'no authorization rule'],
  ['control plane', 'vpn', HTTPS, 'no route'],
  ['cluster', 'vpn', HTTPS, 'lets nothing in'],
  ['control plane', 'cluster', SQL, 'open'],
  ['tenant one', 'cluster', SQL, 'open'],
  ['tenant two', 'cluster', SQL, 'open'],
  // Peered with the hub, by the hub's range.
  ['tenant one', 'vpn', HTTPS, 'lets nothing in'],
  ['tenant one', 'tenant two', HTTPS, 'no route'],
  ['tenant two', 'tenant one', HTTPS, 'no route'],
  ['tenant one', 'control plane', HTTPS, 'no route'],
];

/** Of subnets, by routes alone. A route counts only if it exists in both directions. */
const OF_SUBNETS: readonly (readonly [one: string, other: string])[] = [
  // The VPN's network interfaces, and the builds.
  ['hub private', 'database database'],
  ['builds private', 'database database'],
  // Every tenant, with both kinds of its subnets; its function is in the private ones.
  ...['tenant one private', 'tenant one public', 'tenant two private', 'tenant two public'].flatMap((tenant): [string, string][] => [
    [tenant, 'hub private'],
    [tenant, 'database database'],
  ]),
];

interface Reachability {
  /** `hub private → database database`. */
  readonly routed: readonly string[];
  /** `vpn → cluster at 5432: open`. */
  readonly interfaces: readonly string[];
}
const line = (from: string, to: string, port: number, outcome: string): string => `${from} → ${to} at ${port}: ${outcome}`;

export const DESIGNED: Reachability = {
  routed: OF_SUBNETS.flatMap(([one, other]) => [`${one} → ${other}`, `${other} → ${one}`]).sort(),
  interfaces: OF_INTERFACES.map(([from, to, port, outcome]) => line(from, to, port, outcome)),
};

/** Who reaches whom, by the routes, peerings, groups and the Client VPN endpoint that stand in the accounts now. */
export const reachability = async (on: Harness, tenants: readonly [Tenant, Tenant]): Promise<Reachability> => {
  const arns = await interfacesOf(on, tenants);
  const interfaces = OF_INTERFACES.map(async ([from, to, port]) =>
    line(from, to, port, heldUpBy(await waysBetween(on.laptop.url, arns[from], arns[to], port))),
  );
  return { routed: await routedWays(on, tenants), interfaces: await Promise.all(interfaces) };
};
