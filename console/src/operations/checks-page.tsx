import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { Checks } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useDeployment } from '../onboarding/use-plan.ts';
import { Page } from '../shell/page.tsx';
import { LinkedText } from '../shown/linked-text.tsx';

type Check = Checks['checks'][number];
const RESULTS: Readonly<Record<Check['state'], { readonly type: StatusIndicatorProps.Type; readonly text: string }>> = {
  ok: { type: 'success', text: 'OK' },
  warning: { type: 'warning', text: 'Warning' },
  failed: { type: 'error', text: 'Failed' },
};
const resultOf = ({ state }: Check): string => RESULTS[state].text;
const detailsOf = ({ detail, fix, isOk }: Check): string => (isOk || !fix ? detail : `${detail} ${fix}`);
const COLUMNS: readonly ListColumn<Check>[] = [
  { id: 'name', header: 'Check', isRowHeader: true, cell: ({ name }) => name, value: ({ name }) => name, minWidth: 200 },
  {
    id: 'result',
    header: 'Result',
    cell: (check) => <StatusIndicator type={RESULTS[check.state].type}>{resultOf(check)}</StatusIndicator>,
    value: resultOf,
    minWidth: 120,
  },
  {
    id: 'details',
    header: 'Details',
    cell: (check) => <LinkedText>{detailsOf(check)}</LinkedText>,
    value: detailsOf,
    minWidth: 320,
  },
];

const ChecksPage = () => {
  const { api, config } = useApi();
  const { data: deployment } = useDeployment();
  const query = useQuery({ queryKey: ['checks'], queryFn: ({ signal }) => api('GET /checks', { signal }), staleTime: 30_000 });
  return (
    <Page
      title="Checks"
      description="What must be right for the control plane to work."
      actions={
        <Button iconName="refresh" loading={query.isFetching} onClick={() => void query.refetch()}>
          Check again
        </Button>
      }
    >
      <SpaceBetween size="l">
        <List
          title="Control plane"
          noun={{ one: 'check', many: 'checks' }}
          reading={readingOf(query, ({ checks }) => checks)}
          columns={COLUMNS}
          idOf={({ name }) => name}
          url={useListUrl()}
          searched="Check, result or details"
          empty="Nothing was checked."
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
