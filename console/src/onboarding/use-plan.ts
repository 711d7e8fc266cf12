import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Deployment, Plan, TenantRequest } from '@tenantry/api-client/generated/api';
import { useEffect, useState } from 'react';
import { useApi } from '../api.ts';

const PAUSE_MS = 400;

/** A value that has not changed for a moment. */
export const useDebounced = <T>(value: T): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

export const useDeployment = (): UseQueryResult<Deployment> => {
  const { api } = useApi();
  return useQuery({ queryKey: ['deployment'], queryFn: ({ signal }) => api('GET /deployment', { signal }), staleTime: 10 * 60_000 });
};

/** What on-boarding would do, and what the API thinks of the values: wrong ones too. */
export const usePlan = (request: TenantRequest): UseQueryResult<Plan> => {
  const { api } = useApi();
  const { name, slug, ...rest } = request;
  return useQuery({
    queryKey: ['plan', request],
    queryFn: ({ signal }) => api('POST /plan', { body: { ...rest, ...(name ? { name } : {}), ...(slug ? { slug } : {}) }, signal }),
    placeholderData: keepPreviousData,
    enabled: name !== '' || slug !== '',
  });
};
