import { countBehind } from '../../model/baselines.ts';

/** @returns how many are at it, for people. @throws Error that says how many are behind, on which stage */
export const nobodyBehind = (tenants: Parameters<typeof countBehind>[0]): string => {
  const counts = [...countBehind(tenants)];
  if (counts.length > 0) throw new Error(`behind: ${counts.map(([stage, count]) => `${stage} ${count}`).join(', ')}`);
  return `${tenants.filter(({ state }) => state === 'ready').length} live tenants are at it`;
};
