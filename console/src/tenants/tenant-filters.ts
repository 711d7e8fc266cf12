import type { Outcome } from '@tenantry/api-client/generated/api';

/** What became of tenants: the API takes one, and no state beside it. */
const OUTCOMES: readonly string[] = ['failed', 'rolledBack'] satisfies readonly Outcome[];
/** Of attention as a whole; beside a kind they say nothing. */
const WHOLE: readonly string[] = ['any', 'none'];

/** The parts of an address's value that are choices; others are dropped, and `unknown` has them. */
export const choicesIn = (text: string, choices: readonly string[]) => {
  const parts = text.split(',').filter(Boolean);
  return { known: parts.filter((part) => choices.includes(part)), unknown: parts.filter((part) => !choices.includes(part)) };
};

/** What is chosen after one more, or one less, was: a choice that goes with no other takes their place, and they its. */
const chosen = (before: readonly string[], after: readonly string[], alone: readonly string[]): readonly string[] => {
  const added = after.find((one) => !before.includes(one));
  if (added === undefined) return after;
  return alone.includes(added) ? [added] : after.filter((one) => !alone.includes(one));
};
export const chosenStates = (before: readonly string[], after: readonly string[]): readonly string[] => chosen(before, after, OUTCOMES);
export const chosenAttention = (before: readonly string[], after: readonly string[]): readonly string[] => chosen(before, after, WHOLE);

/** States as the API takes them. */
export const stateQuery = (states: readonly string[]): { readonly state?: string; readonly outcome?: Outcome } => {
  const outcome = states.find((one) => OUTCOMES.includes(one));
  if (outcome) return { outcome: outcome as Outcome };
  return states.length > 0 ? { state: states.join(',') } : {};
};
