import { useQuery } from '@tanstack/react-query';
import type { ReleaseBuild } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useTitle } from '../shell/page.tsx';
import { runColumns } from '../shown/pipeline-runs.tsx';

const COLUMNS = runColumns<ReleaseBuild>({
  id: 'release',
  header: 'Release',
  cell: ({ releaseId }) => releaseId ?? '–',
  value: ({ releaseId }) => releaseId,
  minWidth: 180,
});

/** What was built of the tenants' application. */
const ReleasesPage = () => {
  useTitle('Releases');
  const { api } = useApi();
  const query = useQuery({
    queryKey: ['release-builds'],
    queryFn: ({ signal }) => api('GET /releases', { signal }),
    refetchInterval: 15_000,
  });
  return (
    <List
      isPage
      title="Releases"
      noun={{ one: 'release', many: 'releases' }}
      description="What was built of the tenants' application: once for all of them, when somebody pushes."
      reading={readingOf(query, ({ builds }) => builds)}
      columns={COLUMNS}
      idOf={({ executionId }) => executionId}
      url={useListUrl()}
      searched="Run, state or release"
      empty="Nothing was built yet."
    />
  );
};
export default ReleasesPage;
