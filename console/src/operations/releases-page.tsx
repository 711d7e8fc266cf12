import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { ReleaseBuild } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { useTitle } from '../shell/page.tsx';
import { runColumns } from '../shown/pipeline-runs.tsx';
import { Problem } from '../shown/problem.tsx';

/** What was built of the tenants' application. */
const ReleasesPage = () => {
  useTitle('Releases');
  const { api } = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['release-builds'],
    queryFn: ({ signal }) => api('GET /releases', { signal }),
    refetchInterval: 15_000,
  });
  return (
    <SpaceBetween size="l">
      {error && <Problem title="Releases could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        variant="full-page"
        items={[...(data?.builds ?? [])]}
        trackBy="executionId"
        loading={isPending}
        loadingText="Loading releases …"
        ariaLabels={{ tableLabel: 'Releases' }}
        header={
          <Header variant="h1" description="What was built of the tenants' application: once for all of them, when somebody pushes.">
            Releases
          </Header>
        }
        empty={<Box textAlign="center">Nothing has been built yet.</Box>}
        columnDefinitions={runColumns<ReleaseBuild>({
          id: 'release',
          header: 'Release',
          minWidth: 240,
          cell: ({ releaseId }) => releaseId ?? '–',
        })}
      />
    </SpaceBetween>
  );
};
export default ReleasesPage;
