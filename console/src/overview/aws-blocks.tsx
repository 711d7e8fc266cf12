import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { Cost, Quota } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { dollars, estimated, number } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { Block } from './block.tsx';
import { Chart } from './chart.tsx';
import { monthTitle, tightOf } from './figures.ts';

/** Quotas of which much is used, and those that nobody could read: nothing is well there. */
export const QuotasBlock = () => {
  const { api } = useApi();
  const asked = useQuery({ queryKey: ['quotas'], queryFn: ({ signal }) => api('GET /quotas', { signal }), staleTime: 30_000 });
  return (
    <Block
      title="Quotas above 80 %"
      asked={asked}
      link={{ text: 'See all quotas', href: '/quotas' }}
      isEmpty={({ quotas }) => tightOf(quotas).length === 0}
      empty="Every quota that is known has more than a fifth left."
    >
      {({ quotas }) => (
        <ul className="lines">
          {tightOf(quotas).map((quota) => (
            <li key={quota.id}>
              <Used quota={quota} /> <LinkedText>{quota.unknown ?? quota.fix}</LinkedText>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
};

const Used = ({ quota: { name, used, limit } }: { readonly quota: Quota }) =>
  used === undefined || limit === undefined ? (
    <StatusIndicator type="warning">{name}: not known</StatusIndicator>
  ) : (
    <StatusIndicator type={used >= limit ? 'error' : 'warning'}>
      {name}: {number(used)} of {number(limit)} used
    </StatusIndicator>
  );

/** What AWS has billed month by month, and what tenants cost by list price. */
export const CostBlock = () => {
  const { api } = useApi();
  const asked = useQuery({ queryKey: ['cost'], queryFn: ({ signal }) => api('GET /cost', { signal }), staleTime: 5 * 60_000 });
  return (
    <Block
      title="Cost by month"
      asked={asked}
      description={() => 'All accounts, by Cost Explorer, in US dollars.'}
      link={{ text: 'See cost by tenant', href: '/cost' }}
      isEmpty={({ months, unknown, tenants }) => !unknown && tenants.length === 0 && !months?.some(({ usd }) => usd > 0)}
      empty="Nothing has cost anything yet."
    >
      {(cost) => <Costs cost={cost} />}
    </Block>
  );
};

const Costs = ({ cost: { months = [], unknown, estimatedMonthlyUsd, priceUnknown } }: { readonly cost: Cost }) => (
  <>
    {unknown && (
      <Alert type="warning" header="What AWS has billed is not known">
        <LinkedText>{unknown}</LinkedText>
      </Alert>
    )}
    {months.length > 0 && (
      <Chart
        title="Cost by month"
        what="Month"
        measure="US dollars"
        bars={months.map(({ month, usd, isFinal }) => ({ label: `${monthTitle(month)}${isFinal ? '' : ' *'}`, value: usd }))}
        say={dollars}
      />
    )}
    {months.some(({ isFinal }) => !isFinal) && <Box variant="small">* AWS has not closed this month: it may still change.</Box>}
    <Box variant="p">Tenants in a whole month, by list price: {estimated(estimatedMonthlyUsd, priceUnknown)}.</Box>
  </>
);
