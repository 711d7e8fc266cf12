import type { MaybeIsolated } from '../saga/isolating.ts';

/** What a step hears of a tenant that is isolated, or let back. */
export const isolation = (isolated: boolean): MaybeIsolated => ({
  isolation: { isolated, requestedBy: 'somebody', reason: 'strange sign-ins' },
});
