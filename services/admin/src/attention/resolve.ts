import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { TenantAttentionCleared } from '@tenantry/events-schema/attention';
import type { Fact } from '../model/fact.ts';
import { resolveStalledLetters } from '../queues/stalled-letters.ts';

/**
 * Resolves the dead letters of stages that were asked to try again, or that came past what they stalled at, by whatever led there: a retry, a
 * replay, or that the tenant goes. Facts of another kind are passed over.
 */
export const resolveLetters = async (tenantId: string, facts: readonly Fact[]): Promise<void> => {
  for (const { name, at, detail } of facts) {
    if (name !== StageRetryRequested.name && name !== TenantAttentionCleared.name) continue;
    // What a tenant needed attention for may be about no stage.
    const { stage } = detail as { readonly stage?: string };
    if (stage) await resolveStalledLetters(tenantId, stage, at);
  }
};
