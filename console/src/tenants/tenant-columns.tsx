import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TenantSummary } from '@tenantry/api-client/generated/api';
import type { ListColumn } from '../list/column.ts';
import { AttentionBadges } from '../shown/attention.tsx';
import { Ago } from '../shown/clock.tsx';
import { IsolationBadge } from '../shown/isolation-badge.tsx';
import { TenantState } from '../shown/tenant-state.tsx';

const activityOf = ({ activity, stalled = [], behind = [] }: TenantSummary): string =>
  activity ?? (stalled.join(', ') || (behind.length > 0 ? `Behind on ${behind.join(', ')}` : ''));
const detailOf = (tenant: TenantSummary): string =>
  [...(tenant.attention ?? []).map(({ reason }) => reason), activityOf(tenant)].filter(Boolean).join(' ');

/** What the list shows of a tenant, and what its file has. */
export const TENANT_COLUMNS: readonly ListColumn<TenantSummary>[] = [
  {
    id: 'name',
    header: 'Tenant',
    isRowHeader: true,
    cell: ({ tenantId, name, slug, attention }) => (
      <>
        <Link href={`/tenants/${tenantId}`}>{name || slug || tenantId}</Link>
        <AttentionBadges attention={attention} />
      </>
    ),
    value: ({ name, slug, tenantId }) => name || slug || tenantId,
    minWidth: 170,
  },
  {
    id: 'state',
    header: 'State',
    cell: (tenant) => (
      <>
        <TenantState tenant={tenant} /> <IsolationBadge tenant={tenant} />
      </>
    ),
    value: ({ state, outcome }) => outcome ?? state,
    minWidth: 140,
  },
  {
    id: 'activity',
    header: 'Status detail',
    cell: (tenant) => (
      <>
        {tenant.attention?.map(({ kind, stage, reason }) => (
          <div key={`${kind} ${stage}`}>{reason}</div>
        ))}
        {tenant.quietSince && !tenant.attention?.length && (
          <StatusIndicator type="warning">
            No progress since <Ago at={tenant.quietSince} />
          </StatusIndicator>
        )}
        {activityOf(tenant) || '–'}
      </>
    ),
    value: detailOf,
    minWidth: 210,
  },
  { id: 'domain', header: 'Domain', cell: ({ domain }) => domain, value: ({ domain }) => domain, minWidth: 160 },
  { id: 'plan', header: 'Plan', cell: ({ plan }) => plan ?? '–', value: ({ plan }) => plan, minWidth: 90 },
  {
    id: 'requestedAt',
    header: 'Requested',
    cell: ({ requestedAt }) => <Ago at={requestedAt} />,
    value: ({ requestedAt }) => requestedAt,
    minWidth: 120,
  },
];
