import { StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { labelOf } from '../allowed.ts';
import { claim, unclaim } from '../claims.ts';
import type { Scope } from '../scope.ts';

/** The tenant's label below the root domain: what is written later lies at it or under it, whatever an event says. */
export const label = step(
  'label',
  {
    ensure: async (scope: Scope, { domain }: { domain: string }, saved: { readonly label?: string }) => {
      const wanted = labelOf(scope.labels, domain);
      if (saved.label !== undefined && saved.label !== wanted) {
        throw new StalledError(`${scope.tenantId} has the label ${saved.label}, and an event says ${domain}`, {
          code: 'NameNotAllowed',
          advice:
            "A tenant's domain does not change: find out who published the event (docs/runbook.md#an-event-names-what-is-not-the-tenants).",
        });
      }
      await claim(scope, wanted);
      return { label: wanted };
    },
    // Last of all: another tenant may have the label when nothing of this one is left.
    remove: async (scope, _heard, saved) => {
      if (saved.label !== undefined) await unclaim(scope, saved.label);
    },
  },
  { unseen: 'its claim is a write under a condition, which also reads' },
);
