import { useQuery } from '@tanstack/react-query';
import type { TenantState, Timeline } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { isMoving } from '../shown/tenant-state.tsx';

/** Milliseconds between looks: while something moves, and otherwise. */
export const pace = (state: TenantState | undefined): number => (state === undefined || isMoving(state) ? 1_000 : 10_000);

export const useTenant = (id: string) => {
  const { api } = useApi();
  return useQuery({
    queryKey: ['tenant', id],
    queryFn: ({ signal }) => api('GET /tenants/{id}', { path: { id }, signal }),
    refetchInterval: ({ state: { data } }) => pace(data?.state),
  });
};

/** Whether something of what the tenant was asked for goes on, as in a live one whose variables were changed. */
export const isRunning = ({ state, episodes }: Timeline): boolean => isMoving(state) || episodes?.at(-1)?.outcome === 'running';

export const useTimeline = (id: string) => {
  const { api } = useApi();
  return useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => api('GET /tenants/{id}/timeline', { path: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data && isRunning(data) ? pace(undefined) : pace(data?.state)),
  });
};
