import type { Ports } from '../saga/ports.ts';
import { fresh, type StageRecord } from '../saga/record.ts';

/**
 * A runner's ports whose record of tenant `T` lies in memory, and of which nothing leaves the test.
 * @param given ports that do something else
 */
export const memoryPorts = <Scope = object>(
  given: Partial<Ports<Scope>> = {},
): { readonly ports: Ports<Scope>; readonly record: () => StageRecord } => {
  let record = fresh('T');
  const ports: Ports<Scope> = {
    change: async (_tenantId, f) => {
      const changed = f(record);
      [record] = changed;
      return changed;
    },
    publish: async () => {},
    later: async () => {},
    progress: () => {},
    scope: () => ({}) as Scope,
    id: () => 'worker',
    now: () => 0,
    remaining: () => 30,
    ...given,
  };
  return { ports, record: () => record };
};
