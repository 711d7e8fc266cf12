import type { Decision } from './decision.ts';

/** The decision when its table goes back to an earlier moment: that a tenant was ready, or is removed, stays so for good. Pure. */
export const restoredDecision = (then: Decision | undefined, now: Decision | undefined): Decision | undefined => {
  if (!then || !now) return now ?? then;
  return {
    ...then,
    ...now,
    wasReady: then.wasReady || now.wasReady,
    ...(now.offboarding || !then.offboarding ? {} : { offboarding: then.offboarding, isPublished: then.isPublished }),
  };
};
