import { cidrOf, freeBlocks, isCanonical, overlaps, prefixOf, rangeOf } from '../domain/cidr.ts';
import type { Config } from './config.ts';
import type { ConfigProblem } from './config-problem.ts';

type Network = Config['network'];

/** A public subnet takes an eighth of a tenant's range, and a subnet has at most prefix 28 (VPC User Guide, "Subnet sizing"). */
export const MAX_TENANT_PREFIX = 25;
/** "Active VPC peering connections per VPC", at most; 50 unless raised (AWS General Reference, "Amazon VPC endpoints and quotas"). */
const MAX_PEERINGS = 125;
/** By its code, in Service Quotas. */
export const PEERINGS_QUOTA = { ServiceCode: 'vpc', QuotaCode: 'L-7E9ECCDB' } as const;
/** Our VPCs are cut into sixteen subnets (`landing-zone/src/vpc.ts`), and a subnet has at least sixteen addresses. */
const MAX_VPC_PREFIX = 24;
/** A subnet that a Client VPN endpoint uses has at least prefix 27 (Client VPN Administrator Guide, "Target networks"). */
const MAX_VPN_HUB_PREFIX = 23;
/** Addresses that no host has: this network, loopback, link-local, multicast and what is kept for the future (RFC 6890, RFC 5771). */
const NO_HOSTS = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];

/** Peerings of a cell's VPCs that are not tenants'. */
interface OwnPeerings {
  readonly hub: number;
  readonly database: number;
}

/**
 * Peerings that the landing zone itself makes with the VPCs of the i-th cell: the cluster is in the first one, where builds in a VPC
 * and developers on the VPN reach it.
 */
export const ownPeerings = ({ devopsCidr, vpn }: Pick<Network, 'devopsCidr' | 'vpn'>, i: number): OwnPeerings => {
  const [builds, developers] = i === 0 ? [devopsCidr ? 1 : 0, vpn ? 1 : 0] : [0, 0];
  return { hub: developers, database: builds + developers };
};

/** How many tenants the VPCs of the i-th cell can be peered with, where each may have `limit` peerings. Each tenant takes one of both. */
const tenantsOf = (network: Pick<Network, 'devopsCidr' | 'vpn'>, i: number, limit: OwnPeerings): number => {
  const own = ownPeerings(network, i);
  return Math.max(0, Math.min(limit.hub - own.hub, limit.database - own.database));
};

interface Named {
  readonly path: string;
  readonly cidr: string;
  readonly what: string;
}
/** VPCs that the landing zone makes. */
const vpcsOf = ({ cells, devopsCidr }: Network): readonly Named[] => [
  ...cells.flatMap(({ name, hubCidr, databaseCidr }, i) => [
    { path: `network.cells.${i}.hubCidr`, cidr: hubCidr, what: `the hub of cell ${name}` },
    { path: `network.cells.${i}.databaseCidr`, cidr: databaseCidr, what: `the database VPC of cell ${name}` },
  ]),
  ...(devopsCidr ? [{ path: 'network.devopsCidr', cidr: devopsCidr, what: "the builds' VPC" }] : []),
];
const poolsOf = ({ cells }: Network): readonly Named[] =>
  cells.map(({ name, pool }, i) => ({ path: `network.cells.${i}.pool`, cidr: pool, what: `the pool of cell ${name}` }));
const vpnOf = ({ vpn }: Network): readonly Named[] =>
  vpn ? [{ path: 'network.vpn.clientCidr', cidr: vpn.clientCidr, what: 'the VPN clients' }] : [];
const reservedOf = ({ reserved }: Network): readonly Named[] =>
  reserved.map((cidr, i) => ({ path: `network.reserved.${i}`, cidr, what: 'a reserved range' }));

/**
 * What EC2, Client VPN or a tenant's network would find wrong with the address plan later. Reserved ranges may lie in a pool, whose
 * tenants then get none of it, and hold the VPN's clients; no other two may overlap, since peering routes by range. Pure.
 */
export const addressPlanProblems = (network: Network): readonly ConfigProblem[] => {
  const malformed = [...vpcsOf(network), ...poolsOf(network), ...vpnOf(network), ...reservedOf(network)].flatMap(formProblems);
  // Of ranges that are none, nothing more can be said.
  if (malformed.length > 0) return malformed;
  return [
    ...overlapProblems(network),
    ...sizeProblems(network),
    ...prefixProblems(network),
    ...network.cells.flatMap((_cell, i) => capacityProblems(network, i)),
  ];
};

const formProblems = ({ path, cidr }: Named): readonly ConfigProblem[] => {
  if (!isCanonical(cidr)) return [{ path, problem: `${cidr} has host bits set`, fix: `did you mean ${cidrOf(rangeOf(cidr))}?` }];
  const special = NO_HOSTS.find((range) => overlaps(rangeOf(range), rangeOf(cidr)));
  return special ? [{ path, problem: `${cidr} overlaps ${special}, which no host has`, fix: 'choose a private range (RFC 1918)' }] : [];
};

const overlapProblems = (network: Network): readonly ConfigProblem[] => {
  const apart = [...vpcsOf(network), ...poolsOf(network), ...vpnOf(network)];
  const pairs = [
    ...apart.flatMap((one, i) => apart.slice(0, i).map((other) => [one, other] as const)),
    ...reservedOf(network).flatMap((one) => vpcsOf(network).map((other) => [one, other] as const)),
  ];
  return pairs
    .filter(([one, other]) => overlaps(rangeOf(one.cidr), rangeOf(other.cidr)))
    .map(([{ path, cidr }, other]) => ({
      path,
      problem: `${cidr} overlaps ${other.cidr}, ${other.what} (${other.path})`,
      fix: 'give each a range of its own',
    }));
};

const sizeProblems = (network: Network): readonly ConfigProblem[] => {
  const { cells, vpn } = network;
  const hubs = new Set(cells.map((_cell, i) => `network.cells.${i}.hubCidr`));
  const vpcs = vpcsOf(network).flatMap(({ path, cidr, what }) => {
    const most = vpn && hubs.has(path) ? MAX_VPN_HUB_PREFIX : MAX_VPC_PREFIX;
    const prefix = prefixOf(cidr);
    if (prefix < 16) return [{ path, problem: `a VPC is no larger than /16, and ${cidr} is /${prefix}`, fix: `choose /16 to /${most}` }];
    if (prefix <= most) return [];
    const why = most === MAX_VPN_HUB_PREFIX ? 'the VPN needs subnets of /27' : 'its subnets would be smaller than /28';
    return [{ path, problem: `${cidr} is too small for ${what}: ${why}`, fix: `choose /16 to /${most}` }];
  });
  const clients = vpnOf(network).flatMap(({ path, cidr }) =>
    prefixOf(cidr) < 12 || prefixOf(cidr) > 22
      ? [{ path, problem: `${cidr} is no size for VPN clients`, fix: 'choose /12 to /22 (Client VPN Administrator Guide, "Rules")' }]
      : [],
  );
  return [...vpcs, ...clients];
};

const prefixProblems = ({ prefix }: Network): readonly ConfigProblem[] => {
  const path = 'network.prefix';
  const said = `/${prefix.min} to /${prefix.max}, by default /${prefix.default}`;
  if (prefix.max > MAX_TENANT_PREFIX)
    return [{ path: `${path}.max`, problem: `four subnets do not fit into /${prefix.max}`, fix: `at most ${MAX_TENANT_PREFIX}` }];
  return prefix.min <= prefix.default && prefix.default <= prefix.max
    ? []
    : [{ path, problem: `${said}: not in order`, fix: 'let min be at most default, and default at most max' }];
};

const capacityProblems = (network: Network, i: number): readonly ConfigProblem[] => {
  const { cells, prefix, reserved } = network;
  const { pool = '', capacity = 0 } = cells[i] ?? {};
  const cell = `network.cells.${i}`;
  if (prefixOf(pool) > prefix.min) {
    const problem = `${pool} is smaller than /${prefix.min}, the largest range of a tenant`;
    return [{ path: `${cell}.pool`, problem, fix: 'choose a larger pool, or a larger network.prefix.min' }];
  }
  const most = tenantsOf(network, i, { hub: MAX_PEERINGS, database: MAX_PEERINGS });
  const path = `${cell}.capacity`;
  if (capacity > most) {
    const taken = [
      ...(network.devopsCidr ? ["the builds' VPC (network.devopsCidr)"] : []),
      ...(network.vpn ? ['the VPN (network.vpn)'] : []),
    ];
    const why =
      most < MAX_PEERINGS ? `; of the database VPC's, ${taken.join(' and ')} ${taken.length > 1 ? 'have one each' : 'has one'}` : '';
    return [{ path, problem: `a VPC has at most ${MAX_PEERINGS} peerings${why}`, fix: `at most ${most}` }];
  }
  const blocks = freeBlocks(rangeOf(pool), 2 ** (32 - prefix.default), reserved.map(rangeOf));
  if (capacity <= blocks) return [];
  const problem = `${pool} holds ${blocks} ranges of /${prefix.default}, less than ${capacity} tenants`;
  return [{ path, problem, fix: `at most ${blocks}, or choose a larger pool, or a smaller default (network.prefix.default)` }];
};
