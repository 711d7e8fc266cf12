import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { Ago } from '../shown/clock.tsx';
import { duration } from '../shown/format.ts';
import { isGone } from '../shown/tenant-state.tsx';
import { DriftStatus } from './drift.tsx';
import { TimelineCard } from './timeline-card.tsx';

export const OverviewTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const text = (name: string): string => {
    const value = tenant.configuration[name];
    return typeof value === 'string' ? value : '–';
  };
  const took = tenant.readyAt ? duration((Date.parse(tenant.readyAt) - Date.parse(tenant.requestedAt)) / 1_000) : undefined;
  return (
    <SpaceBetween size="l">
      <TimelineCard tenant={tenant} />
      <Container header={<Header variant="h2">About</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Tenant id', value: tenant.tenantId },
            { label: 'AWS account', value: tenant.accountId ?? '–' },
            { label: 'Domain', value: <Health tenant={tenant} /> },
            { label: 'Drift', value: <DriftStatus tenant={tenant} /> },
            { label: 'Plan', value: planOf(tenant) },
            { label: 'Network', value: text('cidr') },
            { label: 'Administrator', value: tenant.adminEmail },
            { label: 'Requested on', value: <Ago at={tenant.requestedAt} /> },
            { label: isGone(tenant) ? 'Was ready from' : 'Ready since', value: tenant.readyAt ? <Ago at={tenant.readyAt} /> : '–' },
            { label: 'Took until ready', value: took ?? '–' },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
};

const HEALTH = { well: 'success', failing: 'warning', unwell: 'error' } as const;

/** How its domain answered when it was last looked at from outside; what is long ago says nothing of now. */
const Health = ({ tenant: { health } }: { readonly tenant: Tenant }) =>
  health ? (
    <StatusIndicator type={HEALTH[health.state] ?? 'info'}>
      {health.reason ?? 'Answers'} (looked at <Ago at={health.at} />)
    </StatusIndicator>
  ) : (
    '–'
  );

const planOf = ({ plan, limitsOf }: Tenant): string => (limitsOf ? `${plan} (no plan now: it has the limits of ${limitsOf})` : plan);
