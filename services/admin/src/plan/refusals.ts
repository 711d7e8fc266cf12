import type { Plan, Quota } from '../contract/plan.ts';

type Refusal = Plan['refusals'][number];

const full = ({ id, name, limit, used, fix }: Quota): Refusal => ({ quota: id, reason: `${name}: ${used} of ${limit} are used`, fix });
const cellOf = (id: string): string => id.split('/')[1] ?? '';

/** Quotas without room for one more tenant. One cell with room is enough; a requested range decides for its cell. Pure. */
export const refusalsOf = (quotas: readonly Quota[], wantedCell?: string): Refusal[] => {
  const single = quotas.filter(({ id }) => id !== 'closings' && !id.includes('/'));
  const ofCells = quotas.filter(({ id }) => id.includes('/') && (wantedCell === undefined || cellOf(id) === wantedCell));
  const cells = [...new Set(ofCells.map(({ id }) => cellOf(id)))];
  const roomIn = (cell: string) =>
    ofCells.every(({ id, free }) => cellOf(id) !== cell || free > 0 || (wantedCell && id.startsWith('addresses/')));
  return [
    ...single.filter(({ free, id }) => free < (id === 'build-projects' ? 3 : id === 'records' ? 6 : 1)).map(full),
    ...(cells.some(roomIn) ? [] : ofCells.filter(({ free }) => free < 1).map(full)),
  ];
};
