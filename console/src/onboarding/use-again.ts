import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../api.ts';
import { type Draft, emptyDraft } from './draft.ts';

/** Unless a draft is there already, fills the fields with what is kept of a tenant that was rolled back (`?again=<id>`): of its people nothing is, so they are asked for. */
export const useAgain = (id: string, setDraft: ((draft: Draft) => void) | undefined): void => {
  const { api } = useApi();
  const { data } = useQuery({
    queryKey: ['again', id],
    queryFn: ({ signal }) => api('GET /tenants/{id}', { path: { id }, signal }),
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (!data || !setDraft) return;
    const { slug, plan, configuration } = data;
    const { cidrPrefix } = configuration;
    const range = typeof cidrPrefix === 'number' ? { range: 'size' as const, cidrPrefix } : {};
    setDraft({ ...emptyDraft, slug, isSlugTyped: true, plan, ...range });
  }, [data, setDraft]);
};
