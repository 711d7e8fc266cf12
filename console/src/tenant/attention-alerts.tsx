import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { whileRetried } from '@tenantry/api-client/advice-text';
import type { Attention, Tenant } from '@tenantry/api-client/generated/api';
import { useOnly } from '../shell/me.ts';
import { KINDS } from '../shown/attention.tsx';
import { AwsLink } from '../shown/aws-link.tsx';
import { Ago, HowLong } from '../shown/clock.tsx';
import { dateTime, stepTitle } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { Differences } from './drift.tsx';
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
  const said = advice.includes(link) ? advice : `${advice} ${link}`;
  const where = `${step ? `${stepTitle(step)} ` : ''}${stage ? `of stage ${stage}` : ''}`.trim();
  return (
    <Alert
      type={typeOf(attention)}
      header={`${KINDS[kind] ?? kind}${where ? `: ${where}` : ''}`}
      action={<Helps tenant={tenant} attention={attention} />}
    >
      <SpaceBetween size="s">
        <Box color="inherit">
          {/* Call and code stand below. */}
          {!failure && `${reason} `}For <HowLong since={since} />, since {dateTime(since)}.
          {isRetried && ' It is being tried again; nothing has to be pressed.'}
        </Box>
        <Box color="inherit">
          <LinkedText>{isRetried ? whileRetried(said) : said}</LinkedText>
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
        <Places tenant={tenant} attention={attention} />
        {kind === 'drifted' && <Differences tenant={tenant} stage={stage} />}
        <Handled attention={attention} />
        <HandleButtons tenant={tenant} attention={attention} />
      </SpaceBetween>
    </Alert>
  );
};

/** Where to look and to repair, besides the section of the runbook in the advice. */
const Places = ({ tenant, attention: { kind, stage, places = [] } }: AttentionProps) => {
  const hasLetter = kind === 'stalled' || kind === 'releaseFailed';
  if (places.length === 0 && !hasLetter) return null;
  return (
    <ul className="places" aria-label="Where to look">
      {hasLetter && stage && (
        <li>
          <a href={`/dead-letters?queue=${stage}`}>Failed messages of stage {stage}</a>
        </li>
      )}
      <li>
        <a href={`/audit?tenant=${tenant.tenantId}`}>What people did to it</a>
      </li>
      {places.map(({ title, url }) => (
        <li key={url}>
          <AwsLink href={url}>{title}</AwsLink>
        </li>
      ))}
    </ul>
  );
};

/** The button that helps. */
const Helps = ({ tenant, attention: { action, stage } }: AttentionProps) => {
  const only = useOnly();
  if ((action === 'retry' || action === 'repair') && stage && tenant.actions.includes('retry'))
    return <RetryButton tenant={tenant} stage={stage} title={action === 'repair' ? 'Repair' : 'Retry'} />;
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
