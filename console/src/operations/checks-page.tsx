import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api.ts';
import { useDeployment } from '../onboarding/use-plan.ts';
import { Page } from '../shell/page.tsx';
import { LinkedText } from '../shown/linked-text.tsx';
import { Problem } from '../shown/problem.tsx';

const ChecksPage = () => {
  const { api, config } = useApi();
  const { data: deployment } = useDeployment();
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['checks'],
    queryFn: ({ signal }) => api('GET /checks', { signal }),
    staleTime: 30_000,
  });
  return (
    <Page
      title="Checks"
      description="What must hold for the control plane to work."
      actions={
        <Button iconName="refresh" loading={isFetching} onClick={() => void refetch()}>
          Check again
        </Button>
      }
    >
      <SpaceBetween size="l">
        {error && <Problem title="The checks could not be made" error={error} onRetry={() => void refetch()} />}
        <Table
          items={[...(data?.checks ?? [])]}
          trackBy="name"
          loading={isPending}
          loadingText="Checking …"
          variant="container"
          ariaLabels={{ tableLabel: 'Checks' }}
          header={<Header variant="h2">Control plane</Header>}
          empty="Nothing was checked."
          columnDefinitions={[
            { id: 'name', header: 'Check', isRowHeader: true, cell: ({ name }) => name, minWidth: 200 },
            {
              id: 'outcome',
              header: 'Outcome',
              cell: ({ isOk }) => <StatusIndicator type={isOk ? 'success' : 'error'}>{isOk ? 'in order' : 'wrong'}</StatusIndicator>,
              minWidth: 120,
            },
            {
              id: 'detail',
              header: 'Found',
              cell: ({ detail, fix, isOk }) => <LinkedText>{isOk || !fix ? detail : `${detail} ${fix}`}</LinkedText>,
              minWidth: 320,
            },
          ]}
        />
        <Container header={<Header variant="h2">Deployment</Header>}>
          <KeyValuePairs
            columns={4}
            items={[
              { label: 'Stage', value: config.stage },
              { label: 'Region', value: config.region },
              { label: 'Root domain', value: deployment?.rootDomain ?? '–' },
              { label: 'API', value: deployment?.version ?? '–' },
              { label: 'Console', value: config.release },
              { label: 'Hosted zone', value: deployment?.hostedZoneId ?? '–' },
              ...Object.entries(deployment?.accounts ?? {}).map(([name, id]) => ({ label: `Account ${name}`, value: id })),
            ]}
          />
        </Container>
      </SpaceBetween>
    </Page>
  );
};
export default ChecksPage;
