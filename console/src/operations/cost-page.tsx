import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import type { Cost } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { Page } from '../shell/page.tsx';
import { dateTime, dollars, estimated } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';

const billed = (amount: number | undefined): string => (amount === undefined ? 'unknown' : dollars(amount));

type TenantCosts = Cost['tenants'][number];
/** @param priceUnknown what the estimates lack, if anything */
const columnsOf = (priceUnknown: string | undefined): readonly ListColumn<TenantCosts>[] => [
  {
    id: 'tenant',
    header: 'Tenant',
    isRowHeader: true,
    cell: ({ tenantId, name, slug }) => <Link href={`/tenants/${tenantId}/cost`}>{name || slug}</Link>,
    value: ({ name, slug }) => name || slug,
    minWidth: 180,
  },
  { id: 'account', header: 'Account', cell: ({ accountId }) => accountId, value: ({ accountId }) => accountId, minWidth: 130 },
  { id: 'usd', header: 'By Cost Explorer', cell: ({ usd }) => billed(usd), value: ({ usd }) => usd, minWidth: 130 },
  {
    id: 'estimate',
    header: 'By list price',
    cell: ({ estimatedThisMonthUsd }) => estimated(estimatedThisMonthUsd, priceUnknown),
    value: ({ estimatedThisMonthUsd }) => estimatedThisMonthUsd,
    minWidth: 130,
  },
  {
    id: 'month',
    header: 'A whole month',
    cell: ({ estimatedMonthlyUsd }) => estimated(estimatedMonthlyUsd, priceUnknown),
    value: ({ estimatedMonthlyUsd }) => estimatedMonthlyUsd,
    minWidth: 130,
  },
];

const CostPage = () => {
  const { api } = useApi();
  const query = useQuery({
    queryKey: ['cost'],
    queryFn: ({ signal }) => api('GET /cost', { signal }),
    staleTime: 5 * 60_000,
  });
  const { data } = query;
  return (
    <Page title="Cost" description={data ? `Month ${data.month}, in US dollars.` : ' '}>
      <SpaceBetween size="l">
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
        <List
          title="By tenant"
          noun={{ one: 'tenant', many: 'tenants' }}
          reading={readingOf(query, ({ tenants }) => tenants)}
          columns={columnsOf(data?.priceUnknown)}
          idOf={({ tenantId }) => tenantId}
          url={useListUrl()}
          searched="Tenant or account"
          empty="No tenant has an account."
        />
      </SpaceBetween>
    </Page>
  );
};
export default CostPage;
