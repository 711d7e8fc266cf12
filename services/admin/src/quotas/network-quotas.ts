import { cidrOf, overlaps, type Range, rangeOf } from '@tenantry/shared/cidr';
import type { Config } from '@tenantry/shared/config';
import type { Quota } from '../contract/plan.ts';
import type { TenantListing } from '../table.ts';
import { configuredRanges } from '../tenants/ranges.ts';

type Cell = Config['network']['cells'][number];
const HOUR = 3_600_000;
const GONE = ['offboarded'];

/** Tenants that have a place in a cell, or will have; one that has none yet gets it in the first cell with room. */
const tenantsIn = (cell: Cell, cells: readonly Cell[], tenants: readonly TenantListing[]): readonly TenantListing[] =>
  tenants.filter(
    (tenant) => !GONE.includes(tenant.state) && !(tenant.restsSince && !tenant.cell) && (tenant.cell ?? cells[0]?.name) === cell.name,
  );

/** Room of every cell for further tenants. Pure. @param prefix size of a further tenant's range @param now epoch milliseconds */
export const networkQuotas = (
  network: Config['network'],
  tenants: readonly TenantListing[],
  prefix: number,
  now: number,
): readonly Quota[] =>
  network.cells.flatMap((cell) => {
    const used = tenantsIn(cell, network.cells, tenants).length;
    return [
      {
        id: `peerings/${cell.name}`,
        name: `Tenants peered with cell ${cell.name}`,
        limit: cell.capacity,
        used,
        free: Math.max(0, cell.capacity - used),
        source: 'capacity of the cell in the configuration; a VPC has at most 125 peerings (VPC quotas)',
        adjustable: false,
        fix: 'Raise the capacity of the cell as far as the peerings of its VPCs allow (125), or off-board a tenant.',
      },
      addressQuota(network, cell, tenants, prefix, now),
    ];
  });

const addressQuota = (network: Config['network'], cell: Cell, tenants: readonly TenantListing[], prefix: number, now: number): Quota => {
  const pool = rangeOf(cell.pool);
  const size = 2 ** (32 - prefix);
  const rests = ({ restsSince }: TenantListing) =>
    restsSince !== undefined && Date.parse(restsSince) + network.quarantineHours * HOUR > now;
  const taken = [
    ...tenants.flatMap((tenant) => [tenant.cidr, rests(tenant) ? tenant.restingCidr : undefined]),
    ...configuredRanges(network).map(({ cidr }) => cidr),
  ].flatMap((cidr) => (cidr ? [rangeOf(cidr)] : []));
  const blocks = Math.floor(pool.size / size);
  const free = Array.from({ length: blocks }, (_, i): Range => ({ start: pool.start + i * size, size })).filter(
    (block) => !taken.some((range) => overlaps(range, block)),
  ).length;
  // Tenants on their way, whose range is not known yet, take one each.
  const coming = tenantsIn(cell, network.cells, tenants).filter(({ cidr }) => !cidr).length;
  const left = Math.max(0, free - coming);
  return {
    id: `addresses/${cell.name}`,
    name: `Ranges of size /${prefix} in ${cidrOf(pool)}`,
    limit: blocks,
    used: blocks - left,
    free: left,
    source: `pool of cell ${cell.name} in the configuration; a range rests for ${network.quarantineHours} h after off-boarding`,
    adjustable: false,
    fix: 'Ask for a smaller range, or off-board a tenant.',
  };
};
