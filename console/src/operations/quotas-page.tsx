import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api.ts';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { Page } from '../shell/page.tsx';
import { Ago } from '../shown/clock.tsx';
import { QuotaList } from '../shown/quota-table.tsx';

const QuotasPage = () => {
  const { api } = useApi();
  const query = useQuery({ queryKey: ['quotas'], queryFn: ({ signal }) => api('GET /quotas', { signal }), staleTime: 30_000 });
  const { data } = query;
  return (
    <Page
      title="Quotas"
      description={
        data ? (
          <>
            What stops on-boarding or off-boarding when it is used up. As of <Ago at={data.asOf} />.
          </>
        ) : (
          ' '
        )
      }
    >
      <QuotaList reading={readingOf(query, ({ quotas }) => quotas)} title="All quotas" url={useListUrl()} />
    </Page>
  );
};
export default QuotasPage;
