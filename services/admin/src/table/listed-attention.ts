import { type Attention, attentionNow } from '../model/attention/attention.ts';
import { quietIn } from '../model/attention/quiet.ts';
import type { TenantListing } from './items.ts';

const LINK = 'docs/runbook.md#stalled-stage';

/** For what a tenant of a list needs attention. @param now epoch milliseconds */
export const listedAttention = (listing: TenantListing, now: number): readonly Attention[] =>
  attentionNow(listing.foreseen ?? ofOlderCode(listing), now);

/** What a release wrote that did not know of attention: the next event of the tenant replaces it. */
const ofOlderCode = ({ stalled, heardAt: since, expected }: TenantListing): readonly Attention[] => [
  ...stalled.map((stage) => ({
    kind: 'stalled' as const,
    stage,
    since,
    reason: `Stage ${stage} stalled.`,
    advice: `Its page says why, and what to do; ${LINK}`,
    action: 'retry' as const,
    link: LINK,
  })),
  ...(expected ? [quietIn(expected)] : []),
];
