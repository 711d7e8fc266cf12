import './overview.css';
import Button from '@cloudscape-design/components/button';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { Page } from '../shell/page.tsx';
import { CostBlock, QuotasBlock } from './aws-blocks.tsx';
import { OnboardingBlock, StatesBlock } from './figures-blocks.tsx';
import { AttentionBlock, ClosingsBlock, MovingBlock } from './tenants-blocks.tsx';

/** Milliseconds between looks: while something moves, and otherwise. */
const [SOON, LATER] = [5_000, 15_000];

/** The first page: what needs a person, what is moving, and how the deployment is. */
const OverviewPage = () => {
  const { api } = useApi();
  const only = useOnly();
  const asked = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => api('GET /overview', { signal }),
    refetchInterval: ({ state: { data } }) => ((data?.moving.total ?? 0) > 0 ? SOON : LATER),
  });
  return (
    <Page
      title="Overview"
      actions={
        <Button variant="primary" href="/tenants/new" {...only('admin')}>
          On-board a tenant
        </Button>
      }
    >
      <div className="overview">
        <div className="all">
          <AttentionBlock asked={asked} />
        </div>
        <MovingBlock asked={asked} />
        <QuotasBlock />
        <StatesBlock asked={asked} />
        <OnboardingBlock asked={asked} />
        <ClosingsBlock asked={asked} />
        <CostBlock />
      </div>
    </Page>
  );
};
export default OverviewPage;
