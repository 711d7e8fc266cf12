import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Attention, Tenant } from '@tenantry/api-client/generated/api';
import { useOnly } from '../shell/me.ts';
import { KINDS } from '../shown/attention.tsx';
import { Ago } from '../shown/clock.tsx';
import { dateTime, stepTitle } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { HandleButtons } from './handle-buttons.tsx';
import { RetryButton } from './retry-button.tsx';

interface TenantProps {
  readonly tenant: Tenant;
}
interface AttentionProps extends TenantProps {
  readonly attention: Attention;
}

/** That nobody ever requested it: its events were published by hand, or by another deployment. */
export const NeverRequested = ({ tenant: { outcome } }: TenantProps) =>
  outcome === 'unknown' ? (
    <Alert type="info" header="Nobody ever requested this tenant">
      Events of it were published by hand, or belong to another deployment. It is in no list, and nothing can be asked for it.
    </Alert>
  ) : null;

/** For what a tenant needs attention: what is wrong, why, what to press, and who cares for it. */
export const AttentionAlerts = ({ tenant }: TenantProps) =>
  (tenant.attention ?? []).map((attention) => (
    <AttentionAlert key={`${attention.kind} ${attention.stage}`} tenant={tenant} attention={attention} />
  ));

const typeOf = ({ kind, isRetried, acknowledged, silenced }: Attention): AlertProps.Type => {
  if (isRetried || acknowledged || silenced) return 'info';
  return kind === 'rolledBack' ? 'error' : 'warning';
};

const AttentionAlert = ({ tenant, attention }: AttentionProps) => {
  const { kind, stage, step, since, failure, reason, advice, link, isRetried } = attention;
  const where = `${step ? `${stepTitle(step)} ` : ''}${stage ? `of stage ${stage}` : ''}`.trim();
  return (
    <Alert
      type={typeOf(attention)}
      header={`${KINDS[kind] ?? kind}${where ? `: ${where}` : ''}`}
      action={<Helps tenant={tenant} attention={attention} />}
    >
      <SpaceBetween size="s">
        <Box color="inherit">
          {reason} Since <Ago at={since} />.{isRetried && ' It is being tried again.'}
        </Box>
        <Box color="inherit">
          <LinkedText>{advice.includes(link) ? advice : `${advice} ${link}`}</LinkedText>
        </Box>
        {failure && (
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'Failing call', value: failure.call || 'none' },
              { label: 'Error code', value: failure.code },
              ...(failure.message ? [{ label: 'Message', value: failure.message }] : []),
            ]}
          />
        )}
        <Handled attention={attention} />
        <HandleButtons tenant={tenant} attention={attention} />
      </SpaceBetween>
    </Alert>
  );
};

/** The button that helps. */
const Helps = ({ tenant, attention: { action, stage } }: AttentionProps) => {
  const only = useOnly();
  if (action === 'retry' && stage && tenant.actions.includes('retry')) return <RetryButton tenant={tenant} stage={stage} />;
  if (action === 'replay' && tenant.actions.includes('replay')) {
    return (
      <Button href={`/replays/new?tenant=${tenant.tenantId}`} {...only('operator')}>
        Replay events
      </Button>
    );
  }
  if (action !== 'onboardAgain') return null;
  return (
    <Button href={`/tenants/new?again=${tenant.tenantId}`} {...only('admin')}>
      Try again
    </Button>
  );
};

const Handled = ({ attention: { acknowledged, assigned, silenced } }: { readonly attention: Attention }) => {
  const said = [
    { what: 'Acknowledged', signed: acknowledged },
    { what: assigned?.to ? `Assigned to ${assigned.to}` : 'Assigned', signed: assigned },
    { what: silenced?.until ? `Silenced until ${dateTime(silenced.until)}` : 'Silenced', signed: silenced },
  ];
  return said.map(
    ({ what, signed }) =>
      signed && (
        <Box key={what} color="inherit">
          {what} by {signed.byName ?? signed.by}, <Ago at={signed.at} />: {signed.reason}
        </Box>
      ),
  );
};
