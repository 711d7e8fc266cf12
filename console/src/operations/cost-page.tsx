import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api.ts';
import { Page } from '../shell/page.tsx';
import { dateTime, dollars, estimated } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { Problem } from '../shown/problem.tsx';

const billed = (amount: number | undefined): string => (amount === undefined ? 'unknown' : dollars(amount));

const CostPage = () => {
  const { api } = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['cost'],
    queryFn: ({ signal }) => api('GET /cost', { signal }),
    staleTime: 5 * 60_000,
  });
  return (
    <Page title="Cost" description={data ? `Month ${data.month}, in US dollars.` : ' '}>
      <SpaceBetween size="l">
        {error && <Problem title="Cost could not be loaded" error={error} onRetry={() => void refetch()} />}
        {data?.unknown && (
          <Alert type="warning" header="What AWS has billed is not known">
            <LinkedText>{data.unknown}</LinkedText>
          </Alert>
        )}
        {data?.priceUnknown && (
          <Alert type="warning" header="Estimates are less than the cost">
            By list price, {data.priceUnknown}.
          </Alert>
        )}
        {data && (
          <Container header={<Header variant="h2">This month</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'All accounts, by Cost Explorer', value: billed(data.totalUsd) },
                { label: 'Shared accounts, by Cost Explorer', value: billed(data.sharedUsd) },
                { label: 'Reported until', value: data.reportedUntil ? dateTime(data.reportedUntil) : 'nothing yet' },
                { label: 'Tenants until now, by list price', value: estimated(data.estimatedThisMonthUsd, data.priceUnknown) },
                { label: 'Tenants in a whole month, by list price', value: estimated(data.estimatedMonthlyUsd, data.priceUnknown) },
                { label: 'Estimated', value: dateTime(data.estimatedAt) },
              ]}
            />
          </Container>
        )}
        <Table
          items={[...(data?.tenants ?? [])]}
          trackBy="tenantId"
          loading={isPending}
          loadingText="Loading cost …"
          variant="container"
          ariaLabels={{ tableLabel: 'Cost by tenant' }}
          header={<Header variant="h2">By tenant</Header>}
          empty="No tenant has an account."
          columnDefinitions={[
            {
              id: 'tenant',
              header: 'Tenant',
              isRowHeader: true,
              cell: ({ tenantId, name, slug }) => <Link href={`/tenants/${tenantId}/cost`}>{name || slug}</Link>,
              minWidth: 180,
            },
            { id: 'account', header: 'Account', cell: ({ accountId }) => accountId, minWidth: 130 },
            { id: 'usd', header: 'By Cost Explorer', cell: ({ usd }) => billed(usd), minWidth: 130 },
            {
              id: 'estimate',
              header: 'By list price',
              cell: ({ estimatedThisMonthUsd }) => estimated(estimatedThisMonthUsd, data?.priceUnknown),
              minWidth: 130,
            },
            {
              id: 'month',
              header: 'A whole month',
              cell: ({ estimatedMonthlyUsd }) => estimated(estimatedMonthlyUsd, data?.priceUnknown),
              minWidth: 130,
            },
          ]}
        />
      </SpaceBetween>
    </Page>
  );
};
export default CostPage;
