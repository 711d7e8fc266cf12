import { HANDLINGS, type Handling } from '@tenantry/events-schema/attention';
import type { Fact } from '../fact.ts';
import { handledKey, type TenantHistory, toldKey, whichOf } from '../history.ts';
import type { Found } from './found.ts';

/** Who has done what about it, and why. */
export interface Signed {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Subject of the person, or `machine:<name>`; empty of a tenant that is gone. */
  readonly by: string;
  readonly byName?: string;
  readonly reason: string;
  /** Whom it is assigned to. */
  readonly to?: string;
  /** When a silence ends. */
  readonly until?: string;
}
export type Handled = { readonly [H in Handling]?: Signed };

/** What people did about something that is found, as far as it still counts: it ends with what it was about. */
export const handledOf = (history: TenantHistory, found: Found): Handled =>
  Object.fromEntries(
    HANDLINGS.flatMap((handling) => {
      const fact = history.latest[handledKey(whichOf(found), handling)];
      return fact && isAbout(history, found, handling, fact) ? [[handling, signedIn(fact)] as const] : [];
    }),
  );

const isAbout = ({ latest }: TenantHistory, found: Found, handling: Handling, fact: Fact): boolean => {
  const told = latest[toldKey(whichOf(found))];
  if (told?.name === 'TenantAttentionCleared' && told.at > fact.at) return false;
  // A stage that stalls once more is news to those who have seen the first time; its carer and its silence stay.
  return handling !== 'acknowledged' || fact.at >= found.since;
};

const signedIn = ({ at, detail }: Fact): Signed => {
  const { requestedBy: by = '', requestedByName: byName, reason = '', to, until } = detail as Readonly<Record<string, string>>;
  return { at, by, ...(byName ? { byName } : {}), reason, ...(to ? { to } : {}), ...(until ? { until } : {}) };
};
