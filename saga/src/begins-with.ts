import type { SagaEntry } from './document.ts';

/** The events without which a stage does not begin: those before the first step that is not of a hold. The others it needs later. */
export const beginsWith = (entries: readonly SagaEntry[]): readonly string[] => {
  const held = entries.findLastIndex((entry) => 'unless' in entry);
  const first = entries.findIndex((entry, at) => at > held && 'step' in entry);
  return entries.slice(0, first < 0 ? entries.length : first).flatMap((entry) => ('on' in entry ? [entry.on] : []));
};
