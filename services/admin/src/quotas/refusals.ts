import { usePerTenant } from '@tenantry/saga/created';
import type { Config } from '@tenantry/shared/deployment/config';
import { contains, rangeOf } from '@tenantry/shared/domain/cidr';
import type { Plan, Quota } from '../contract/plan.ts';

type Refusal = Plan['refusals'][number];

/** What each tenant takes of a quota: what its steps say, else one. */
const eachOf = (id: string): number => usePerTenant(id) || 1;
const cellOf = (id: string): string => id.split('/')[1] ?? '';

/** The cell whose pool has the requested range; undefined where none is requested. */
export const cellWith = ({ network }: Config, cidr: string | undefined): string | undefined =>
  cidr === undefined ? undefined : network.cells.find(({ pool }) => contains(rangeOf(pool), rangeOf(cidr)))?.name;

/**
 * Quotas without room for so many more tenants. One cell with room is enough; a requested range decides for its cell. Pure.
 * Closings stop no on-boarding, nor does what is not known. Builds wait for one another, so only none at all stops it.
 */
export const refusalsOf = (quotas: readonly Quota[], tenants = 1, wantedCell?: string): Refusal[] => {
  const single = quotas.filter(({ id }) => id !== 'closings' && id !== 'builds' && !id.includes('/'));
  const builds = quotas.filter(({ id, limit = 1 }) => id === 'builds' && limit < 1);
  const ofCells = quotas.filter(({ id }) => id.includes('/') && (wantedCell === undefined || cellOf(id) === wantedCell));
  const cells = [...new Set(ofCells.map(({ id }) => cellOf(id)))];
  const roomIn = (cell: string): number =>
    Math.min(
      ...ofCells.map(({ id, free = Infinity }) => (cellOf(id) !== cell || (wantedCell && id.startsWith('addresses/')) ? tenants : free)),
    );
  const room = cells.reduce((sum, cell) => sum + roomIn(cell), 0);
  const full = ({ id, name, limit, used, fix }: Quota): Refusal => {
    const wanted = tenants === 1 ? '' : `, and ${tenants * eachOf(id)} more are wanted`;
    return { quota: id, reason: `${name}: ${used} of ${limit} are used${wanted}`, fix };
  };
  return [
    ...[...single.filter(({ free = Infinity, id }) => free < tenants * eachOf(id)), ...builds].map(full),
    ...(cells.length === 0 || room >= tenants ? [] : ofCells.filter(({ free = Infinity }) => free < tenants).map(full)),
  ];
};
