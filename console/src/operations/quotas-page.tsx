import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api.ts';
import { Page } from '../shell/page.tsx';
import { Ago } from '../shown/clock.tsx';
import { Problem } from '../shown/problem.tsx';
import { QuotaTable } from '../shown/quota-table.tsx';

const QuotasPage = () => {
  const { api } = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['quotas'],
    queryFn: ({ signal }) => api('GET /quotas', { signal }),
    staleTime: 30_000,
  });
  return (
    <Page
      title="Quotas"
      description={
        data ? (
          <>
            What stops on- or off-boarding when it is used up. As of <Ago at={data.asOf} />.
          </>
        ) : (
          ' '
        )
      }
    >
      <SpaceBetween size="l">
        {error && <Problem title="Quotas could not be loaded" error={error} onRetry={() => void refetch()} />}
        <QuotaTable quotas={data?.quotas ?? []} title="All quotas" loading={isPending} />
      </SpaceBetween>
    </Page>
  );
};
export default QuotasPage;
