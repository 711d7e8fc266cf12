import { randomUUID } from 'node:crypto';
import { CloudWatchClient, DescribeAlarmsCommand, GetDashboardCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import { TenantRequested } from '@tenantry/events-schema/admin';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { type Harness, harness, newTenant } from './harness.ts';

/** The deployed heartbeat, as its schedule calls it. */
const FUNCTION = `tenantry-${LAPTOP_DEPLOYMENT}-admin-heartbeat`;
const PROJECTION = `tenantry-${LAPTOP_DEPLOYMENT}-admin-projection`;
const HOUR = 3_600_000;
let on: Harness;
let api: Client;
let superAdmin: ReturnType<typeof rootOf>;
let cloudWatch: CloudWatchClient;
beforeAll(async () => {
  on = await harness();
  superAdmin = rootOf(on.laptop.accounts.superAdmin);
  cloudWatch = new CloudWatchClient(superAdmin);
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
});

interface Line {
  readonly [field: string]: unknown;
  readonly tenantId?: string;
}
/** Runs the heartbeat; answers the lines of its log since then. An answer of Invoke has the last 4 KB of them only. */
const beat = async (): Promise<readonly Line[]> => {
  const startTime = Date.now();
  expect((await new LambdaClient(superAdmin).send(new InvokeCommand({ FunctionName: FUNCTION }))).FunctionError).toBeUndefined();
  const look = new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${FUNCTION}`, startTime });
  const { events = [] } = await new CloudWatchLogsClient(superAdmin).send(look);
  return events.flatMap(({ message = '' }) => (message.startsWith('{') ? [JSON.parse(message) as Line] : []));
};
/** What the network stage said of a tenant so long ago: only the tenants table hears it. */
const said = async (tenantId: string, ago: number, state: string, traceId?: string): Promise<void> => {
  const at = new Date(Date.now() - ago).toISOString();
  const eventId = `${tenantId}/network/natAvailable/1/${state}/${at}`;
  const detail = { tenantId, eventId, causedBy: '', at, stage: 'network', step: 'natAvailable', direction: 'ensure', state, generation: 1 };
  await on.putEvent(`tenantry.stages.${detail.stage}`, 'StageProgressed', { ...detail, ...(traceId ? { traceId } : {}) });
};
/** A tenant that was asked for so long ago, as the tenants table alone hears it: a tenant of which nobody asked is in no list. */
const requested = async (ago: number): Promise<string> => {
  const tenantId = ulid();
  const envelope = { tenantId, eventId: `${tenantId}/admin/TenantRequested/1`, causedBy: '', at: new Date(Date.now() - ago).toISOString() };
  const event = {
    source: TenantRequested.source,
    'detail-type': TenantRequested.name,
    detail: { variables: {}, ...newTenant(), ...envelope },
  };
  const invoked = new InvokeCommand({ FunctionName: PROJECTION, Payload: JSON.stringify(event) });
  expect((await new LambdaClient(superAdmin).send(invoked)).FunctionError).toBeUndefined();
  return tenantId;
};

describe('the heartbeat', () => {
  test('finds a tenant of which nothing was heard, says what to do, and the API shows it until it moves', async () => {
    const [quiet, busy] = [await requested(2 * HOUR), await requested(2 * HOUR)];
    await said(quiet, 2 * HOUR, 'waiting');
    await said(busy, HOUR / 60, 'waiting');
    const get = (id: string) => api('GET /tenants/{id}', { path: { id } });
    const shown = await eventually('the API shows what was said', async () => {
      const one = await get(quiet);
      return one.quiet?.step ? one : undefined;
    });
    expect(shown.quiet).toMatchObject({ stage: 'network', step: 'natAvailable', since: shown.quietSince });
    await eventually('the other is known to be at work', async () => !(await get(busy)).quietSince);
    const { tenants } = await api('GET /tenants', { query: { search: quiet } });
    expect(tenants).toMatchObject([{ tenantId: quiet, quietSince: shown.quietSince }]);

    const lines = await beat();
    expect(lines.find(({ tenantId }) => tenantId === quiet)).toMatchObject({
      level: 'WARN',
      stage: 'network',
      step: 'natAvailable',
      quietSince: shown.quietSince,
      advice: expect.stringContaining('look at what it waits for'),
    });
    expect(lines.find(({ tenantId }) => tenantId === busy)).toBeUndefined();
    expect(lines.find(({ QuietTenants }) => QuietTenants !== undefined)).toMatchObject({ QuietTenants: 1, service: 'admin' });

    const { MetricAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [`tenantry-${LAPTOP_DEPLOYMENT}-quiet-tenants`] }),
    );
    expect(MetricAlarms).toMatchObject([{ StateValue: 'ALARM', AlarmDescription: expect.stringContaining('#a-tenant-is-quiet') }]);

    await said(quiet, 0, 'done');
    await eventually('it has moved', async () => !(await get(quiet)).quietSince);
    expect((await beat()).find(({ QuietTenants }) => QuietTenants !== undefined)).toMatchObject({ QuietTenants: 0 });
  });

  test('shows the trace of the work that told of a step', async () => {
    const tenantId = ulid();
    const traceId = '1-6922cf10-4f1d2a3b4c5d6e7f80910111';
    await said(tenantId, 0, 'started', traceId);
    const timeline = await eventually('the timeline', () =>
      api('GET /tenants/{id}/timeline', { path: { id: tenantId } }).catch(() => undefined),
    );
    expect(timeline.steps).toMatchObject([{ step: 'natAvailable', traceId }]);
    // The laptop's configuration says that there is no X-Ray: a link would lead nowhere.
    expect(timeline.steps[0]).not.toHaveProperty('traceUrl');
  });
});

describe('what a stage does', () => {
  test('is measured, and every line of its log says for whom, at which stage and step, and why', async () => {
    const { tenantId } = await api('POST /tenants', { body: newTenant(), idempotencyKey: randomUUID() });
    await eventually('the account is ready', async () => {
      const { events } = await api('GET /tenants/{id}/timeline', { path: { id: tenantId } });
      return events.some(({ event }) => event === 'AccountReady');
    });
    const metric = { Namespace: `tenantry-${LAPTOP_DEPLOYMENT}`, Dimensions: [{ Name: 'service', Value: 'account' }] };
    const time = { StartTime: new Date(Date.now() - HOUR), EndTime: new Date(Date.now() + HOUR), Period: 3600 };
    const measured = await eventually('its duration is measured', async () => {
      const request = { ...metric, ...time, MetricName: 'StageSeconds', Statistics: ['SampleCount' as const] };
      const { Datapoints = [] } = await cloudWatch.send(new GetMetricStatisticsCommand(request));
      return Datapoints.some(({ SampleCount = 0 }) => SampleCount > 0);
    });
    expect(measured).toBe(true);

    const logGroupName = `/aws/lambda/tenantry-${LAPTOP_DEPLOYMENT}-account-handler`;
    const { events = [] } = await new CloudWatchLogsClient(superAdmin).send(new FilterLogEventsCommand({ logGroupName }));
    const lines = events.flatMap(({ message = '' }) =>
      message.includes(tenantId) && message.startsWith('{') ? [JSON.parse(message)] : [],
    );
    expect(lines.filter(({ level }) => level).length).toBeGreaterThan(5);
    const calls = lines.filter(({ call }) => call);
    for (const line of lines.filter(({ call }) => !call)) {
      expect(line).toMatchObject({ tenantId, stage: 'account', event: expect.any(String), eventId: expect.stringContaining(tenantId) });
      if (/^ensure /.test(line.message)) expect(line.message).toContain(` ${line.step}: `);
    }
    // A call of AWS has a short line: for whom, from which step, and how AWS answered.
    expect(calls).toContainEqual(
      expect.objectContaining({
        tenantId,
        service: 'account',
        call: expect.objectContaining({ service: 'Organizations', operation: 'CreateAccount', step: 'account.account', code: 'ok' }),
      }),
    );
    const { steps } = await api('GET /tenants/{id}/timeline', { path: { id: tenantId } });
    expect(steps[0]?.traceId).toMatch(/^1-[0-9a-f]{8}-/);
    await api('POST /tenants/{id}/cancel', { path: { id: tenantId }, body: { reason: 'seen enough' } });
  });
});

test('the dashboard is deployed', async () => {
  const { DashboardBody = '{}' } = await cloudWatch.send(new GetDashboardCommand({ DashboardName: `tenantry-${LAPTOP_DEPLOYMENT}` }));
  expect(JSON.parse(DashboardBody).widgets.length).toBeGreaterThan(10);
});
