import { cidrBlock } from '@tenantry/events-schema/fields';
import { MAX_TENANT_PREFIX } from '@tenantry/shared/deployment/address-plan';
import type { Config } from '@tenantry/shared/deployment/config';
import { cidrOf, contains, isCanonical, overlaps, prefixOf, rangeOf } from '@tenantry/shared/domain/cidr';
import type { FieldProblem } from '../contract/fields.ts';
import type { TenantListing } from '../table/items.ts';

/** A range that a tenant is known to have or to have asked for, or that rests after it. */
interface KnownRange {
  readonly cidr: string;
  readonly slug: string;
  /** Until when nobody gets a range that a tenant has left: epoch milliseconds. */
  readonly restsUntil?: number;
}
type Network = Config['network'];

/** Checks the range and the size that a request names. Ranges of other tenants are checked by `takenBy`. */
export const checkRange = (network: Network, cidr: string | undefined, cidrPrefix: number | undefined): readonly FieldProblem[] => {
  const { min } = network.prefix;
  const max = Math.min(network.prefix.max, MAX_TENANT_PREFIX);
  const limits = `Choose a size from /${min} to /${max}.`;
  const size = (field: string, prefix: number): readonly FieldProblem[] =>
    prefix >= min && prefix <= max ? [] : [{ field, problem: `/${prefix} is outside the pool's limits`, fix: limits }];
  if (cidr === undefined) return cidrPrefix === undefined ? [] : size('/cidrPrefix', cidrPrefix);
  const both =
    cidrPrefix === undefined
      ? []
      : [
          {
            field: '/cidrPrefix',
            problem: 'a range has its size already',
            fix: 'Leave out cidrPrefix, or cidr to have a range of that size allocated.',
          },
        ];
  if (!cidrBlock.safeParse(cidr).success) {
    return [...both, { field: '/cidr', problem: `"${cidr}" is not an IPv4 CIDR block`, fix: `Write it as ${examplesOf(network)}.` }];
  }
  if (!isCanonical(cidr)) {
    const canonical = cidrOf(rangeOf(cidr));
    return [...both, { field: '/cidr', problem: `${cidr} has host bits set`, fix: `Did you mean ${canonical}?` }];
  }
  return [...both, ...size('/cidr', prefixOf(cidr)), ...place(network, cidr)];
};

const examplesOf = ({ cells, prefix }: Network): string => `${cells[0]?.pool.split('/')[0]}/${prefix.default}`;

const place = (network: Network, cidr: string): readonly FieldProblem[] => {
  const range = rangeOf(cidr);
  const taken = configuredRanges(network).find((known) => overlaps(rangeOf(known.cidr), range));
  const pools = network.cells.map(({ pool }) => pool);
  const within = `Choose a range within ${pools.join(' or ')}.`;
  if (taken) return [{ field: '/cidr', problem: `${cidr} overlaps ${taken.cidr}, ${taken.what}`, fix: within }];
  if (!pools.some((pool) => contains(rangeOf(pool), range))) return [{ field: '/cidr', problem: `${cidr} is in no pool`, fix: within }];
  return [];
};

/** Ranges that no tenant gets, with what they are. */
export const configuredRanges = ({
  cells,
  reserved,
  devopsCidr,
  vpn,
}: Network): readonly { readonly cidr: string; readonly what: string }[] => [
  ...cells.flatMap(({ name, hubCidr, databaseCidr }) => [
    { cidr: hubCidr, what: `the hub of cell ${name}` },
    { cidr: databaseCidr, what: `the database VPC of cell ${name}` },
  ]),
  ...(devopsCidr ? [{ cidr: devopsCidr, what: "the builds' VPC" }] : []),
  ...(vpn ? [{ cidr: vpn.clientCidr, what: 'the VPN' }] : []),
  ...reserved.map((cidr) => ({ cidr, what: 'which is reserved' })),
];

const HOUR = 3_600_000;

/** The range that rests after a tenant, if one does. Pure. @param now epoch milliseconds */
const restingRange = (
  { slug, restingCidr, restsSince }: TenantListing,
  { quarantineHours }: Pick<Network, 'quarantineHours'>,
  now: number,
): KnownRange | undefined => {
  if (!restingCidr || !restsSince) return undefined;
  const restsUntil = Date.parse(restsSince) + quarantineHours * HOUR;
  return restsUntil > now ? { cidr: restingCidr, slug, restsUntil } : undefined;
};

/** Every range that the network stage would refuse because of a tenant, as far as it is known here. Pure. @param now epoch milliseconds */
export const knownRangesOf = (
  tenants: readonly TenantListing[],
  network: Pick<Network, 'quarantineHours'>,
  now: number,
): readonly KnownRange[] =>
  tenants.flatMap((tenant) => {
    const { cidr, slug } = tenant;
    const resting = restingRange(tenant, network, now);
    return [...(cidr ? [{ cidr, slug }] : []), ...(resting ? [resting] : [])];
  });

/** Whether another tenant is known to have part of the range. A race lost later is a failure of the network stage. */
export const takenBy = (cidr: string, known: readonly KnownRange[]): readonly FieldProblem[] => {
  const range = rangeOf(cidr);
  return known
    .filter((other) => overlaps(rangeOf(other.cidr), range))
    .slice(0, 1)
    .map((other) => ({
      field: '/cidr',
      problem: `${cidr} overlaps ${other.cidr} of tenant ${other.slug}${other.restsUntil ? `, which rests until ${new Date(other.restsUntil).toISOString()}` : ''}`,
      fix: 'Choose another range, or leave cidr out to have one allocated.',
    }));
};
