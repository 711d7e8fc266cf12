import { CloudWatchClient, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';
import { LAPTOP_STAGE } from '../../local/src/deploy.ts';
import { eventually } from './eventually.ts';
import { type Harness, harness } from './harness.ts';

/** The deployed heartbeat, as its schedule calls it. */
const FUNCTION = `tenantry-${LAPTOP_STAGE}-admin-heartbeat`;
const HOUR = 3_600_000;
let on: Harness;
let api: Client;
let superAdmin: ReturnType<typeof rootOf>;
beforeAll(async () => {
  on = await harness();
  superAdmin = rootOf(on.laptop.accounts.superAdmin);
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
}, 60_000);

interface Line {
  readonly [field: string]: unknown;
  readonly tenantId?: string;
}
/** Runs the heartbeat; answers the lines of its log. */
const beat = async (): Promise<readonly Line[]> => {
  const { FunctionError, LogResult = '' } = await new LambdaClient(superAdmin).send(
    new InvokeCommand({ FunctionName: FUNCTION, LogType: 'Tail' }),
  );
  expect(FunctionError).toBeUndefined();
  const text = Buffer.from(LogResult, 'base64').toString('utf8');
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));
};
/** What the network stage said of a tenant so long ago: only the tenants table hears it. */
const said = async (tenantId: string, ago: number, state: string, traceId?: string): Promise<void> => {
  const at = new Date(Date.now() - ago).toISOString();
  const eventId = `${tenantId}/network/natAvailable/1/${state}/${at}`;
  const detail = { tenantId, eventId, causedBy: '', at, stage: 'network', step: 'natAvailable', direction: 'ensure', state, generation: 1 };
  await on.putEvent('tenantry.stages', 'StageProgressed', { ...detail, ...(traceId ? { traceId } : {}) });
};

describe('the heartbeat', () => {
  test('finds a tenant of which nothing was heard, says what to do, and the API shows it until it moves', async () => {
    const [quiet, busy] = [ulid(), ulid()];
    await said(quiet, 2 * HOUR, 'waiting');
    await said(busy, HOUR / 60, 'waiting');
    const get = (id: string) => api('GET /tenants/{id}', { path: { id } });
    const shown = await eventually('the API shows it', () => get(quiet).catch(() => undefined));
    expect(shown.quiet).toMatchObject({ stage: 'network', step: 'natAvailable', since: shown.quietSince });
    await eventually('the other is known', () => get(busy).catch(() => undefined));
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

    await said(quiet, 0, 'done');
    await eventually('it has moved', async () => !(await get(quiet)).quietSince);
    expect((await beat()).find(({ QuietTenants }) => QuietTenants !== undefined)).toMatchObject({ QuietTenants: 0 });
  }, 120_000);

  test('shows the trace of the work that told of a step', async () => {
    const tenantId = ulid();
    const traceId = '1-6922cf10-4f1d2a3b4c5d6e7f80910111';
    await said(tenantId, 0, 'started', traceId);
    const timeline = await eventually('the timeline', () =>
      api('GET /tenants/{id}/timeline', { path: { id: tenantId } }).catch(() => undefined),
    );
    expect(timeline.steps).toMatchObject([{ step: 'natAvailable', traceId, traceUrl: expect.stringContaining(`#xray:traces/${traceId}`) }]);
  }, 60_000);
});

test('the dashboard is deployed', async () => {
  const { DashboardBody = '{}' } = await new CloudWatchClient(superAdmin).send(
    new GetDashboardCommand({ DashboardName: `tenantry-${LAPTOP_STAGE}` }),
  );
  expect(JSON.parse(DashboardBody).widgets.length).toBeGreaterThan(10);
});
