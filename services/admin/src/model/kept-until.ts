import type { TenantHistory } from './history.ts';

const DAY = 86_400_000;

/** Until which day, UTC, the bucket keeps a tenant's export; undefined where there is none. */
export const exportKeptUntil = ({ latest: { PipelineRemoved } }: TenantHistory, retentionDays: number): string | undefined => {
  const location = PipelineRemoved?.detail.exportLocation;
  if (!PipelineRemoved || typeof location !== 'string' || location === '') return undefined;
  return new Date(Date.parse(PipelineRemoved.at) + retentionDays * DAY).toISOString().slice(0, 10);
};
