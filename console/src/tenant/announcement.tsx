import type { Tenant } from '@tenantry/api-client/generated/api';
import { useEffect, useRef, useState } from 'react';
import { KINDS } from '../shown/attention.tsx';
import { stateTitle } from '../shown/tenant-state.tsx';

/** What of a tenant is worth interrupting somebody for: its state, and what it needs attention for. */
const newsOf = ({ state, outcome, attention = [] }: Pick<Tenant, 'state' | 'outcome' | 'attention'>): string =>
  [
    outcome === 'rolledBack' ? 'rolled back' : stateTitle(state).toLowerCase(),
    ...attention.map(({ kind, stage }) => `needs attention, ${(KINDS[kind] ?? kind).toLowerCase()}${stage ? ` at ${stage}` : ''}`),
  ].join('; ');

/** Says to who cannot see the page that the tenant has become ready, has stalled, or is well again. */
export const Announcement = ({ tenant }: { readonly tenant: Tenant }) => {
  const news = newsOf(tenant);
  const last = useRef(news);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (last.current === news) return;
    last.current = news;
    setSaid(`${tenant.name || tenant.slug} is now: ${news}.`);
  }, [news, tenant.name, tenant.slug]);
  return (
    <div className="visually-hidden" role="status" aria-label="Changes of this tenant">
      {said}
    </div>
  );
};
