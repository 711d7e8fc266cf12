import type { Resource } from './generated/api.ts';

/** How many resources there are: a line stands for several where no event names each. */
export const resourceCount = (resources: readonly Pick<Resource, 'count'>[]): number =>
  resources.reduce((sum, { count = 1 }) => sum + count, 0);
