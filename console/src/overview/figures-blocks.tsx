import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import type { Overview } from '@tenantry/api-client/generated/api';
import { count, duration } from '../shown/format.ts';
import { stateTitle } from '../shown/tenant-state.tsx';
import { type Asked, Block } from './block.tsx';
import { Chart } from './chart.tsx';

interface Props {
  readonly asked: Asked<Overview>;
}
const totalOf = ({ states }: Overview): number => states.reduce((sum, { tenants }) => sum + tenants, 0);

/** How many tenants are in which state. */
export const StatesBlock = ({ asked }: Props) => (
  <Block title="Tenants by state" asked={asked} counter={totalOf} isEmpty={(data) => totalOf(data) === 0} empty="There are no tenants yet.">
    {({ states }) => (
      <Chart
        title="Tenants by state"
        what="State"
        measure="Tenants"
        bars={states.map(({ state, tenants }) => ({
          label: stateTitle(state),
          value: tenants,
          ...(tenants > 0 ? { href: `/tenants?state=${state}` } : {}),
        }))}
        say={(value) => String(Math.round(value))}
        isHorizontal
      />
    )}
  </Block>
);

/** How long it took of late to on-board a tenant. */
export const OnboardingBlock = ({ asked }: Props) => (
  <Block
    title="On-boarding"
    asked={asked}
    description={({ onboarding: { days } }) => `Requested in the last ${days} days and ready since; waits included.`}
    isEmpty={({ onboarding }) => onboarding.count === 0}
    empty="No tenant was on-boarded lately."
  >
    {({ onboarding: { count: done, p50Seconds, p95Seconds, latest } }) => (
      <>
        <ColumnLayout columns={3} variant="text-grid">
          <Figure label="Median (p50)" value={p50Seconds === undefined ? '–' : duration(p50Seconds)} />
          <Figure label="95 of 100 within (p95)" value={p95Seconds === undefined ? '–' : duration(p95Seconds)} />
          <Figure label="On-boarded" value={count(done, 'tenant')} />
        </ColumnLayout>
        <Chart
          title="Duration of the latest on-boardings"
          what="Tenant"
          measure="Duration"
          bars={latest.map(({ tenantId, name, seconds }) => ({ label: name, value: seconds, href: `/tenants/${tenantId}` }))}
          say={duration}
          isHorizontal
        />
      </>
    )}
  </Block>
);

const Figure = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <Box variant="awsui-key-label">{label}</Box>
    <Box fontSize="heading-l" fontWeight="bold">
      {value}
    </Box>
  </div>
);
