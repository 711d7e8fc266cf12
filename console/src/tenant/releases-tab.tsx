import { useQuery } from '@tanstack/react-query';
import type { Releases, Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { runColumns } from '../shown/pipeline-runs.tsx';
import { isGone } from '../shown/tenant-state.tsx';
import { pace } from './use-tenant.ts';

type TenantRelease = Releases['releases'][number];
const COLUMNS = runColumns<TenantRelease>({
  id: 'revision',
  header: 'Source version',
  cell: ({ revision }) => revision?.slice(0, 12) ?? '–',
  value: ({ revision }) => revision,
  minWidth: 140,
});

/** Runs of the tenant's pipeline. */
const ReleasesTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const query = useQuery({
    queryKey: ['releases', tenant.tenantId],
    queryFn: ({ signal }) => api('GET /tenants/{id}/releases', { path: { id: tenant.tenantId }, signal }),
    refetchInterval: () => 5 * pace(tenant.state),
  });
  const none = isGone(tenant) ? 'The pipeline was deleted with the tenant.' : 'There is no pipeline yet.';
  return (
    <List
      title="Pipeline runs"
      noun={{ one: 'pipeline run', many: 'pipeline runs' }}
      description={query.data?.pipelineName}
      reading={readingOf(query, ({ releases }) => releases)}
      columns={COLUMNS}
      idOf={({ executionId }) => executionId}
      empty={query.data?.pipelineName ? 'The pipeline has not run yet.' : none}
    />
  );
};
export default ReleasesTab;
