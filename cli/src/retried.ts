import type { Client } from '@tenantry/api-client/client';
import type { Episode, Tenant } from '@tenantry/api-client/generated/api';
import { duration } from './durations.ts';
import type { Goal } from './outcome.ts';

/** The latest retry of each stage that was asked to try again; none where the API does not know them yet. */
export const retriesOf = async (
  api: Client,
  { tenantId: id }: Tenant,
  { retried = {} }: Pick<Goal, 'retried'>,
): Promise<readonly Episode[]> => {
  const stages = Object.keys(retried);
  if (stages.length === 0) return [];
  const { episodes = [] } = await api('GET /tenants/{id}/timeline', { path: { id } });
  return stages.flatMap((stage) => episodes.findLast((episode) => episode.stage === stage) ?? []);
};

/** Whether all that heard of the retries has verified: other stages follow the one that was asked. */
export const areOver = (retries: readonly Episode[]): boolean => retries.every(({ outcome }) => outcome !== 'running');

/** What the retries took, and not what the on-boarding did long before: `network tried again in 12 s`. */
export const retriesText = (retries: readonly Episode[]): string =>
  retries
    .flatMap(({ stage, seconds }) => (stage && seconds !== undefined ? [`${stage} tried again in ${duration(seconds)}`] : []))
    .join(', ');
