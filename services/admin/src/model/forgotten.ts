import type { Fact } from './fact.ts';
import type { TenantHistory } from './history.ts';

/**
 * What is kept of a tenant that is gone: when what happened, to which resources, and how it ended. Not who asked, what the tenant and
 * its people are called, what a person typed, and what AWS or a build said. A field that is not here is erased.
 */
const KEPT = new Set([
  'accountId',
  'call',
  'cell',
  'cidr',
  'closedAt',
  'closesAt',
  'closing',
  'code',
  'completeOn',
  'direction',
  'domain',
  'evidence',
  'export',
  'exportLocation',
  'exportSha256',
  'generation',
  'certificate',
  'leftovers',
  'offboardedAt',
  'plan',
  'remainingLogins',
  'remains',
  'rolledBack',
  'slug',
  'stage',
  'state',
  'step',
  'turn',
  'action',
  'cidrPrefix',
  'handling',
  'kind',
  'link',
  'since',
  'until',
]);

/** A fact without what it says of people. The same one when it says nothing of them. */
export const forgottenFact = (fact: Fact): Fact => {
  const kept = Object.entries(fact.detail).filter(([field]) => KEPT.has(field));
  return kept.length === Object.keys(fact.detail).length ? fact : { ...fact, detail: Object.fromEntries(kept) };
};

export const isForgotten = ({ latest }: TenantHistory): boolean => latest.TenantOffboarded !== undefined;

/** The tombstone of a tenant that is gone; of any other tenant, what was given. A fact that comes late finds it, and adds no person. */
export const withoutPeople = (history: TenantHistory): TenantHistory => {
  if (!isForgotten(history)) return history;
  const known = Object.entries(history.latest);
  const facts = known.map(([key, fact]) => [key, forgottenFact(fact)] as const);
  return facts.every(([, fact], i) => fact === known[i]?.[1]) ? history : { ...history, latest: Object.fromEntries(facts) };
};
