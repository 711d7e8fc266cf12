import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { CostEstimateTable } from '../shown/cost-estimate.tsx';
import { dateTime, dollars, estimated } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { Loading } from '../shown/loading.tsx';
import { Problem } from '../shown/problem.tsx';

/** What a tenant costs: as Cost Explorer reports it a day later, and as its resources' prices say now. */
const CostTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['cost', tenant.tenantId],
    queryFn: ({ signal }) => api('GET /tenants/{id}/cost', { path: { id: tenant.tenantId }, signal }),
    staleTime: 5 * 60_000,
  });
  if (isPending) return <Loading what="cost" />;
  if (!data) return <Problem title="Cost could not be loaded" error={error} onRetry={() => void refetch()} />;
  const current = data.months.at(-1);
  const nothing = data.unknown ? 'Not known.' : 'Cost Explorer has reported nothing yet.';
  return (
    <SpaceBetween size="l">
      {data.unknown && (
        <Alert type="warning" header="What AWS has billed is not known">
          <LinkedText>{data.unknown}</LinkedText>
        </Alert>
      )}
      <Container header={<Header variant="h2">Cost</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'This month, by Cost Explorer', value: current ? dollars(current.usd) : data.unknown ? 'unknown' : '–' },
            { label: 'Reported until', value: data.reportedUntil ? dateTime(data.reportedUntil) : 'nothing yet' },
            { label: 'This month, by list price', value: estimated(data.estimatedThisMonthUsd, data.estimate.priceUnknown) },
            { label: 'A whole month, by list price', value: estimated(data.estimate.monthlyUsd, data.estimate.priceUnknown) },
          ]}
        />
      </Container>
      <Table
        items={[...data.months].reverse()}
        trackBy="month"
        variant="container"
        ariaLabels={{ tableLabel: 'Months' }}
        header={<Header variant="h2">Months</Header>}
        empty={nothing}
        columnDefinitions={[
          { id: 'month', header: 'Month', isRowHeader: true, cell: ({ month }) => month },
          { id: 'usd', header: 'Cost', cell: ({ usd }) => dollars(usd) },
          { id: 'final', header: 'Figures', cell: ({ isFinal }) => (isFinal ? 'final' : 'may still change') },
        ]}
      />
      <Table
        items={[...data.services]}
        trackBy="service"
        variant="container"
        ariaLabels={{ tableLabel: 'Services' }}
        header={<Header variant="h2">This month by service</Header>}
        empty={<Box color="text-body-secondary">{nothing}</Box>}
        columnDefinitions={[
          { id: 'service', header: 'Service', isRowHeader: true, cell: ({ service }) => service },
          { id: 'usd', header: 'Cost', cell: ({ usd }) => dollars(usd) },
        ]}
      />
      <CostEstimateTable estimate={data.estimate} title="What is deployed, by list price" />
    </SpaceBetween>
  );
};
export default CostTab;
