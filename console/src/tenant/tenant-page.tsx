import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { type ComponentType, lazy, Suspense } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useOnly } from '../shell/me.ts';
import { Page } from '../shell/page.tsx';
import { AttentionBadges } from '../shown/attention.tsx';
import { IsolationBadge } from '../shown/isolation-badge.tsx';
import { Loading } from '../shown/loading.tsx';
import { Problem } from '../shown/problem.tsx';
import { TenantState } from '../shown/tenant-state.tsx';
import { Announcement } from './announcement.tsx';
import { AttentionAlerts, NeverRequested } from './attention-alerts.tsx';
import { Behind } from './behind.tsx';
import { CancelButton } from './cancel-button.tsx';
import { ChangeButton } from './change-button.tsx';
import { Failures } from './failures.tsx';
import { HoldButton } from './hold-button.tsx';
import { IsolationAlert } from './isolation-alert.tsx';
import { OffboardingStatus } from './offboarding-status.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { Quiet } from './quiet.tsx';
import { useTenant } from './use-tenant.ts';

interface TabProps {
  readonly tenant: Tenant;
}
interface Tab {
  readonly title: string;
  readonly Shown: ComponentType<TabProps>;
}
const TABS: Readonly<Record<string, Tab>> = {
  overview: { title: 'Overview', Shown: OverviewTab },
  events: { title: 'Events', Shown: lazy(() => import('./events-tab.tsx')) },
  resources: { title: 'Resources', Shown: lazy(() => import('./resources-tab.tsx')) },
  releases: { title: 'Pipeline runs', Shown: lazy(() => import('./releases-tab.tsx')) },
  users: { title: 'Users', Shown: lazy(() => import('./users-tab.tsx')) },
  cost: { title: 'Cost', Shown: lazy(() => import('./cost-tab.tsx')) },
  variables: { title: 'Variables', Shown: lazy(() => import('./variables-tab.tsx')) },
};

const TenantPage = () => {
  const { id = '', tab = 'overview' } = useParams();
  const { data: tenant, error, isPending, refetch } = useTenant(id);
  if (isPending) return <Loading what="tenant" />;
  if (!tenant) {
    return (
      <Page title="Tenant">
        <Problem title="This tenant could not be loaded" error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  return <Shown tenant={tenant} tab={TABS[tab] ? tab : 'overview'} isStale={error !== null} />;
};
export default TenantPage;

const Shown = ({ tenant, tab, isStale }: TabProps & { readonly tab: string; readonly isStale: boolean }) => {
  const navigate = useNavigate();
  const hrefOf = (id: string): string => `/tenants/${tenant.tenantId}${id === 'overview' ? '' : `/${id}`}`;
  return (
    <Page
      title={tenant.name || tenant.slug || tenant.tenantId}
      description={
        <SpaceBetween direction="horizontal" size="m">
          <TenantState tenant={tenant} />
          <AttentionBadges attention={tenant.attention} />
          <IsolationBadge tenant={tenant} />
          <span>{tenant.domain}</span>
        </SpaceBetween>
      }
      actions={<Actions tenant={tenant} />}
    >
      <SpaceBetween size="l">
        <Announcement tenant={tenant} />
        {isStale && <Alert type="warning">The API does not answer now: what is shown may be old.</Alert>}
        <IsolationAlert tenant={tenant} />
        <NeverRequested tenant={tenant} />
        <AttentionAlerts tenant={tenant} />
        {!tenant.attention && <Quiet tenant={tenant} />}
        <Behind tenant={tenant} />
        <Failures tenant={tenant} />
        <OffboardingStatus tenant={tenant} />
        <Tabs
          activeTabId={tab}
          ariaLabel={`About ${tenant.name}`}
          onChange={({ detail }) => navigate(hrefOf(detail.activeTabId), { replace: true })}
          tabs={Object.entries(TABS).map(([id, { title, Shown }]) => ({
            id,
            label: title,
            // No href: a link inside a tab would be announced as one; the address follows by onChange.
            content: id === tab && (
              <Suspense fallback={<Loading what={title.toLowerCase()} />}>
                <Shown tenant={tenant} />
              </Suspense>
            ),
          }))}
        />
      </SpaceBetween>
    </Page>
  );
};

const Actions = ({ tenant }: TabProps) => {
  const only = useOnly();
  const may = (action: Tenant['actions'][number]): boolean => tenant.actions?.includes(action) ?? false;
  const url = tenant.configuration.url;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {tenant.state === 'ready' && typeof url === 'string' && (
        <Link external href={openUrl(url)}>
          Open the tenant's console
        </Link>
      )}
      {may('replay') && (
        <Button href={`/replays/new?tenant=${tenant.tenantId}`} {...only('operator')}>
          Replay events
        </Button>
      )}
      {may('change') && <ChangeButton tenant={tenant} />}
      {(['suspend', 'resume', 'isolate', 'end-isolation'] as const).map(
        (action) => may(action) && <HoldButton key={action} tenant={tenant} action={action} />,
      )}
      {may('cancel') && <CancelButton tenant={tenant} />}
      {may('offboard') && (
        <Button href={`/tenants/${tenant.tenantId}/offboard`} {...only('admin')}>
          Off-board
        </Button>
      )}
    </SpaceBetween>
  );
};

/** Where this console answers on its own port, so do the tenants'. */
const openUrl = (url: string): string => {
  const target = new URL(url);
  if (target.port === '' && location.port !== '') target.port = location.port;
  return target.href;
};
