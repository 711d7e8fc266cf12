import type { Postgres } from './postgres.ts';

/** Servers of clusters that were restored to a moment: each has its own, beside the one of all other clusters. */
export interface ClusterServers {
  /** @returns the port of the cluster's server. @throws Error when PostgreSQL cannot go back to the moment */
  readonly start: (clusterArn: string, moment: Date) => Promise<number>;
  /** Does nothing for a cluster without a server of its own. */
  readonly end: (clusterArn: string) => Promise<object>;
}

export const createClusterServers = (postgres: Postgres | undefined): ClusterServers => {
  const running = new Map<string, () => Promise<void>>();
  return {
    start: async (cluster, moment) => {
      if (!postgres) throw new Error('this run has no PostgreSQL');
      const { port, stop } = await postgres.restored(moment);
      running.set(cluster, stop);
      return port;
    },
    end: async (cluster) => {
      const stop = running.get(cluster);
      running.delete(cluster);
      await stop?.();
      return {};
    },
  };
};
