import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { Ago } from '../shown/clock.tsx';
import { duration } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';
import { pace } from './use-tenant.ts';

/** Of a CodePipeline execution (CodePipeline API reference, PipelineExecutionSummary). */
const STATES: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  InProgress: 'in-progress',
  Succeeded: 'success',
  Failed: 'error',
  Stopped: 'stopped',
  Stopping: 'in-progress',
  Superseded: 'stopped',
  Cancelled: 'stopped',
};

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
        empty={data?.pipelineName ? 'The pipeline has not run yet.' : 'There is no pipeline yet.'}
        columnDefinitions={[
          {
            id: 'execution',
            header: 'Run',
            isRowHeader: true,
            minWidth: 260,
            cell: ({ executionId, consoleUrl }) => (
              <Link external href={consoleUrl}>
                {executionId}
              </Link>
            ),
          },
          { id: 'state', header: 'State', cell: ({ state }) => <StatusIndicator type={STATES[state] ?? 'info'}>{state}</StatusIndicator> },
          { id: 'started', header: 'Started', cell: ({ startedAt }) => <Ago at={startedAt} /> },
          {
            id: 'took',
            header: 'Took',
            cell: ({ startedAt, updatedAt, state }) =>
              startedAt && updatedAt && state !== 'InProgress' ? duration((Date.parse(updatedAt) - Date.parse(startedAt)) / 1_000) : '–',
          },
          { id: 'trigger', header: 'Because of', cell: ({ trigger }) => trigger ?? '–' },
          { id: 'revision', header: 'Source version', cell: ({ revision }) => revision?.slice(0, 12) ?? '–' },
        ]}
      />
    </SpaceBetween>
  );
};
export default ReleasesTab;
