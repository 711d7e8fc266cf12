import type { MaybeIsolated, MaybeSuspended } from '../saga/isolating.ts';

/** What a step hears of a tenant that is isolated, or let back. */
export const isolation = (isolated: boolean): MaybeIsolated => ({
  isolation: { isolated, requestedBy: 'somebody', reason: 'strange sign-ins' },
});

/** The same of a tenant that is suspended, or whose door is open again. */
export const suspension = (suspended: boolean): MaybeSuspended => ({
  suspension: { suspended, requestedBy: 'somebody', reason: 'unpaid bills' },
});
