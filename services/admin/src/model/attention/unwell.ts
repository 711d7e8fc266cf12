import { IsolationChanged, SuspensionChanged } from '@tenantry/events-schema/admin';
import type { DetailOf } from '@tenantry/events-schema/event';
import { TenantHealthChanged } from '@tenantry/events-schema/health';
import { isWatched } from '../health.ts';
import type { TenantHistory } from '../history.ts';
import type { Source } from './found.ts';

const LINK = 'docs/runbook.md#a-tenant-is-unwell';

/** A live tenant whose domain did not answer as it should when it was looked at from outside, twice in a row, and has not since. */
export const unwell: Source = (history) => {
  const fact = history.latest[TenantHealthChanged.name];
  const held = heldAt(history);
  // What was seen before it was held says nothing of it now: the next look does.
  if (!fact || !isWatched(history) || fact.at < held) return [];
  const { well, since, url, code = '', reason = '' } = fact.detail as unknown as DetailOf<typeof TenantHealthChanged>;
  if (well) return [];
  const advice = `Ask the address yourself, then look whether something of the tenant has drifted, and at what its application logs; ${LINK}`;
  return [
    {
      kind: 'unwell',
      since: latestOf(since, held),
      reason: `Its domain does not answer as it should: ${reason}.`,
      failure: { step: '', call: `GET ${url}`, code, message: reason, advice },
      advice,
      action: 'look',
      link: LINK,
    },
  ];
};

/** When it was last isolated, suspended, or let back; empty where it never was. */
const heldAt = ({ latest }: TenantHistory): string =>
  latestOf(...[IsolationChanged, SuspensionChanged].map(({ name }) => latest[name]?.at ?? ''));

const latestOf = (...times: readonly string[]): string => times.toSorted().at(-1) ?? '';
