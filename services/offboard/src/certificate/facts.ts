import type { RecordsErased } from '@tenantry/events-schema/admin';
import type { DetailOf } from '@tenantry/events-schema/event';
import type { Config } from '@tenantry/shared/deployment/config';

/** What a certificate follows from. */
export interface ErasureFacts {
  readonly tenantId: string;
  readonly deployment: string;
  readonly config: Config;
  /** When tables were looked at, and nobody was found in them. ISO 8601, UTC. */
  readonly erasedAt: string;
  /** What the event says. */
  readonly said: Pick<DetailOf<typeof RecordsErased>, 'accountId' | 'domain' | 'offboardedAt' | 'closing' | 'export' | 'evidence'>;
}

const DAY = 86_400_000;

/**
 * The first day, UTC, on which nothing is left of what is kept so long. What AWS deletes by age it begins to delete at the next midnight
 * (S3 User Guide, "Expiring objects"): a day more.
 * @param since ISO 8601
 */
export const daysAfter = (since: string, days: number): string => new Date(Date.parse(since) + (days + 1) * DAY).toISOString().slice(0, 10);
