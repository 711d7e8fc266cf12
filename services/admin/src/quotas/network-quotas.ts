import { ownPeerings } from '@tenantry/shared/deployment/address-plan';
import type { Config } from '@tenantry/shared/deployment/config';
import { cidrOf, freeBlocks, rangeOf } from '@tenantry/shared/domain/cidr';
import type { Quota } from '../contract/plan.ts';
import { unknownOf } from '../readings/reading.ts';
import type { TenantListing } from '../table/items.ts';
import type { PeeringLimits } from './peerings.ts';
import { configuredRanges, knownRangesOf } from './ranges.ts';

type Cell = Config['network']['cells'][number];
const GONE = ['offboarded'];

/** Tenants that have a place in a cell, or will have; one that has none yet gets it in the first cell with room. */
const tenantsIn = (cell: Cell, cells: readonly Cell[], tenants: readonly TenantListing[]): readonly TenantListing[] =>
  tenants.filter(
    (tenant) => !GONE.includes(tenant.state) && !(tenant.restsSince && !tenant.cell) && (tenant.cell ?? cells[0]?.name) === cell.name,
  );

/**
 * Room of every cell for further tenants. Pure.
 * @param prefix size of a further tenant's range
 * @param now epoch milliseconds
 */
export const networkQuotas = (
  network: Config['network'],
  tenants: readonly TenantListing[],
  prefix: number,
  now: number,
  limits: PeeringLimits = { hub: {}, database: {} },
): readonly Quota[] =>
  network.cells.flatMap((cell, i) => {
    const used = tenantsIn(cell, network.cells, tenants).length;
    const unknown = unknownOf(limits.hub, limits.database);
    return [peeringQuota(cell, used, peeringsOf(network, i, limits), unknown), addressQuota(network, cell, tenants, prefix, now)];
  });

/** How many tenants' peerings each VPC of a cell takes. */
const peeringsOf = (network: Config['network'], i: number, { hub, database }: PeeringLimits) => {
  const own = ownPeerings(network, i);
  return [
    { what: 'hub VPC (networking account)', limit: hub.value, taken: own.hub },
    { what: 'database VPC (super-admin account)', limit: database.value, taken: own.database },
  ].flatMap(({ what, limit, taken }) => (limit === undefined ? [] : [{ what, limit: Math.max(0, limit - taken) }]));
};

const peeringQuota = (
  { name, capacity }: Cell,
  used: number,
  peerings: readonly { readonly what: string; readonly limit: number }[],
  unknown: string | undefined,
): Quota => {
  const [least] = peerings.filter(({ limit }) => limit < capacity).sort((a, b) => a.limit - b.limit);
  const limit = least?.limit ?? capacity;
  return {
    id: `peerings/${name}`,
    name: `Tenants peered with cell ${name}`,
    limit,
    used,
    free: Math.max(0, limit - used),
    unknown,
    source: least
      ? `Service Quotas, "Active VPC peering connections per VPC" (vpc L-7E9ECCDB) of the ${least.what}; the cell's capacity is ${capacity}`
      : 'capacity of the cell in the configuration; a VPC has at most 125 peerings, of which builds and VPN take one each (VPC quotas)',
    adjustable: least !== undefined,
    fix: least
      ? `Ask AWS for more "Active VPC peering connections per VPC" of the ${least.what}, or off-board a tenant. docs/runbook.md#a-cell-is-full`
      : 'Off-board a tenant, or raise network.cells[].capacity as far as the peerings of its VPCs go. docs/runbook.md#a-cell-is-full',
  };
};

const addressQuota = (network: Config['network'], cell: Cell, tenants: readonly TenantListing[], prefix: number, now: number): Quota => {
  const pool = rangeOf(cell.pool);
  const size = 2 ** (32 - prefix);
  const taken = [...knownRangesOf(tenants, network, now), ...configuredRanges(network)].map(({ cidr }) => rangeOf(cidr));
  const blocks = Math.floor(pool.size / size);
  const free = freeBlocks(pool, size, taken);
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
    fix: 'Ask for a smaller range, or off-board a tenant. docs/runbook.md#a-cell-is-full',
  };
};
