import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { Releases, Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { runColumns } from '../shown/pipeline-runs.tsx';
import { Problem } from '../shown/problem.tsx';
import { isGone } from '../shown/tenant-state.tsx';
import { pace } from './use-tenant.ts';

type TenantRelease = Releases['releases'][number];

/** Runs of the tenant's pipeline. */
const ReleasesTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['releases', tenant.tenantId],
    queryFn: ({ signal }) => api('GET /tenants/{id}/releases', { path: { id: tenant.tenantId }, signal }),
    refetchInterval: () => 5 * pace(tenant.state),
  });
  return (
    <SpaceBetween size="m">
      {error && <Problem title="Pipeline runs could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        items={[...(data?.releases ?? [])]}
        trackBy="executionId"
        loading={isPending}
        loadingText="Loading pipeline runs …"
        variant="container"
        ariaLabels={{ tableLabel: 'Pipeline runs' }}
        header={
          <Header variant="h2" description={data?.pipelineName}>
            Pipeline runs
          </Header>
        }
        empty={
          data?.pipelineName
            ? 'The pipeline has not run yet.'
            : isGone(tenant)
              ? 'The pipeline was deleted with the tenant.'
              : 'There is no pipeline yet.'
        }
        columnDefinitions={runColumns<TenantRelease>({
          id: 'revision',
          header: 'Source version',
          cell: ({ revision }) => revision?.slice(0, 12) ?? '–',
        })}
      />
    </SpaceBetween>
  );
};
export default ReleasesTab;
