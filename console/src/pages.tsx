import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import OverviewPage from './overview/overview-page.tsx';
import { Layout } from './shell/layout.tsx';
import { Needs } from './shell/needs.tsx';
import { Page } from './shell/page.tsx';
import { Loading } from './shown/loading.tsx';

/** The first page comes with the frame; every other when it is asked for. */
const TenantsPage = lazy(() => import('./tenants/tenants-page.tsx'));
const OnboardingPage = lazy(() => import('./onboarding/onboarding-page.tsx'));
const TenantPage = lazy(() => import('./tenant/tenant-page.tsx'));
const OffboardingPage = lazy(() => import('./offboarding/offboarding-page.tsx'));
const DeadLettersPage = lazy(() => import('./operations/dead-letters-page.tsx'));
const DeadLetterPage = lazy(() => import('./operations/dead-letter-page.tsx'));
const ReplaysPage = lazy(() => import('./operations/replays-page.tsx'));
const ReplayPage = lazy(() => import('./operations/replay-page.tsx'));
const ReleasesPage = lazy(() => import('./operations/releases-page.tsx'));
const ClosingsPage = lazy(() => import('./operations/closings-page.tsx'));
const QuotasPage = lazy(() => import('./operations/quotas-page.tsx'));
const CostPage = lazy(() => import('./operations/cost-page.tsx'));
const AuditPage = lazy(() => import('./operations/audit-page.tsx'));
const AlarmsPage = lazy(() => import('./operations/alarms-page.tsx'));
const PeoplePage = lazy(() => import('./people/people-page.tsx'));
const ChecksPage = lazy(() => import('./operations/checks-page.tsx'));

const Pages = () => (
  <Layout>
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route path="/" element={<OverviewPage />} />
        <Route path="/tenants" element={<TenantsPage />} />
        <Route
          path="/tenants/new"
          element={
            <Needs group="admin" title="On-board a tenant">
              <OnboardingPage />
            </Needs>
          }
        />
        <Route
          path="/tenants/:id/offboard"
          element={
            <Needs group="admin" title="Off-board a tenant">
              <OffboardingPage />
            </Needs>
          }
        />
        <Route path="/tenants/:id/:tab?" element={<TenantPage />} />
        <Route path="/dead-letters" element={<DeadLettersPage />} />
        <Route path="/dead-letters/:queue/:messageId" element={<DeadLetterPage />} />
        <Route path="/replays" element={<ReplaysPage />} />
        <Route
          path="/replays/new"
          element={
            <Needs group="operator" title="Start a replay">
              <ReplayPage />
            </Needs>
          }
        />
        <Route path="/releases" element={<ReleasesPage />} />
        <Route path="/closings" element={<ClosingsPage />} />
        <Route path="/quotas" element={<QuotasPage />} />
        <Route path="/cost" element={<CostPage />} />
        <Route path="/audit" element={<AuditPage />} />
        <Route
          path="/people"
          element={
            <Needs group="admin" title="People">
              <PeoplePage />
            </Needs>
          }
        />
        <Route path="/alarms" element={<AlarmsPage />} />
        <Route path="/checks" element={<ChecksPage />} />
        <Route
          path="*"
          element={
            <Page title="There is no such page">
              <a href="/tenants">See all tenants</a>
            </Page>
          }
        />
      </Routes>
    </Suspense>
  </Layout>
);
export default Pages;
