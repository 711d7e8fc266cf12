import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { Alarm } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useTitle } from '../shell/page.tsx';
import { AwsLink } from '../shown/aws-link.tsx';
import { Ago } from '../shown/clock.tsx';
import { LinkedText } from '../shown/linked-text.tsx';

const STATES: Readonly<Record<string, readonly [StatusIndicatorProps.Type, string]>> = {
  OK: ['success', 'OK'],
  ALARM: ['error', 'In alarm'],
  INSUFFICIENT_DATA: ['pending', 'No data yet'],
  MISSING: ['warning', 'Not deployed'],
};
const COLUMNS: readonly ListColumn<Alarm>[] = [
  {
    id: 'name',
    header: 'Alarm',
    isRowHeader: true,
    cell: ({ name, url = '' }) => <AwsLink href={url}>{name}</AwsLink>,
    value: ({ name }) => name,
    minWidth: 200,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => {
      const [type, text] = STATES[state] ?? ['info', state];
      return <StatusIndicator type={type}>{text}</StatusIndicator>;
    },
    value: ({ state }) => state,
    minWidth: 120,
  },
  { id: 'since', header: 'Since', cell: ({ since }) => <Ago at={since} />, value: ({ since }) => since, minWidth: 110 },
  {
    id: 'detail',
    header: 'Details',
    cell: ({ detail, reason }) => <LinkedText>{detail ?? reason ?? '–'}</LinkedText>,
    value: ({ detail, reason }) => detail ?? reason,
    minWidth: 260,
  },
];

/** The deployment's alarms, and whether anybody hears them. */
const AlarmsPage = () => {
  useTitle('Alarms');
  const { api } = useApi();
  const url = useListUrl();
  const query = useQuery({ queryKey: ['alarms'], queryFn: ({ signal }) => api('GET /alarms', { signal }), refetchInterval: 30_000 });
  const { subscribers, dashboardUrl = '' } = query.data ?? {};
  return (
    <SpaceBetween size="l">
      {subscribers?.confirmed === 0 && (
        <Alert type="warning" header="Nobody hears an alarm">
          The alarm topic has no confirmed subscription
          {subscribers.pending > 0 ? `; ${subscribers.pending} still have to be confirmed by mail` : ''}.
        </Alert>
      )}
      <List
        isPage
        title="Alarms"
        noun={{ one: 'alarm', many: 'alarms' }}
        description={
          dashboardUrl === '' ? "CloudWatch's alarms of this deployment." : <AwsLink href={dashboardUrl}>CloudWatch dashboard</AwsLink>
        }
        reading={readingOf(query, ({ alarms }) => alarms)}
        columns={COLUMNS}
        idOf={({ name }) => name}
        url={url}
        searched="Alarm, state or details"
        empty="No alarm is deployed."
      />
    </SpaceBetween>
  );
};
export default AlarmsPage;
