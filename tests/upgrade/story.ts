import path from 'node:path';
import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { SagaStage } from '@tenantry/saga/document';
import { FIRST, FORWARD, type StageName } from '@tenantry/saga/stages';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { rootOf } from '../../laptop/demo/root.ts';
import { seedSuperAdmin } from '../../laptop/demo/super-admin.ts';
import { deploy } from '../../laptop/src/deploy.ts';
import type { Local } from '../../laptop/src/start.ts';
import type { NextRelease } from './next-release.ts';

export interface Checked {
  readonly title: string;
  /** Absent when it holds. */
  readonly problem?: string;
}
interface Release {
  readonly version: string;
  readonly root: string;
}
const [FIRST_EVENT = ''] = FORWARD[0]?.waitsFor ?? [];
/** A tenant's life is long: everything that it was told. */
const EVER = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };

/** The life of a deployment across releases; each line a rule, with why it does not hold. What throws ends it. */
export async function* upgradeAndRollBack(local: Local, old: Release, next: NextRelease): AsyncGenerator<Checked> {
  const log = (line: string): void => console.log(`       ${line}`);
  const stage = next.stage as StageName;
  // 1.0.0 gives Cognito a text of its own without a sender of its own. AWS's references contradict each other about that (ADR 47): where
  // AWS refuses it there is no tenant of 1.0.0, and nothing to upgrade.
  local.rules.set('texts-need-a-sender-of-ones-own', false);
  await deploy(local, log, { root: old.root });
  const person = await operator(local);
  yield await holds(`${old.version} says its version`, async () => same((await person.api('GET /deployment', {})).version, old.version));
  const first = await person.onboard('first');
  yield { title: `a tenant is on-boarded by ${old.version}` };

  // While its services are replaced: the saga of this tenant meets old and new code.
  await deploy(local, log, { root: next.root, parts: ['landing zone'] });
  const during = await person.request('during');
  await deploy(local, log, { root: next.root, parts: ['services', 'console'] });
  yield await holds('everything that is deployed is of the next release', () => person.checkHolds('versions'));
  await person.reached(during, 'ready');
  yield { title: 'a tenant that was on-boarded while the services were deployed is live' };
  yield await holds('the first tenant is behind on the stages whose steps are others now, and on no other', async () => {
    const [before, now] = [await baselinesIn(old.root), await baselinesIn(next.root)];
    const changed = [...now].filter(([name, baseline]) => before.get(name) !== baseline).map(([name]) => name);
    if (!changed.includes(stage)) throw new Error(`the new step of ${stage} has not changed its baseline`);
    same(JSON.stringify((await person.get(first)).behind), JSON.stringify(changed));
  });

  await person.bringAll();
  yield { title: 'a replay of the first event brings tenants to the new baseline' };
  yield await holds('the new event is in the timeline of the first tenant', async () => {
    await eventually(next.event, async () => (await person.heard(first)).includes(next.event));
  });
  const second = await person.onboard('second');
  yield { title: 'a tenant is on-boarded by the next release' };
  await person.offboard(first);
  yield { title: `a tenant of ${old.version} is off-boarded by the next release` };

  await deploy(local, log, { root: old.root, parts: ['services'] });
  yield await holds('rolled back, the services are of the old release beside the new landing zone', async () => {
    same((await person.api('GET /deployment', {})).version, old.version);
  });
  await person.bringAll();
  const rolledBack = await person.onboard('rolled-back');
  yield { title: 'rolled back, tenants of the next release are verified and another one on-boarded' };

  await deploy(local, log, { root: next.root, parts: ['services'] });
  yield await holds('forward again, the tenants that the old release has verified meanwhile are behind', async () => {
    const behind = (await person.behind(stage)).map(({ tenantId }) => tenantId);
    same([...behind].sort().join(), [during, second, rolledBack].sort().join());
  });
  await person.bringAll();
  yield await holds('forward again, everything is of the next release', () => person.checkHolds('versions'));
  await person.offboard(rolledBack);
  yield { title: 'forward again, a tenant of the time between is brought to the new baseline, and off-boarded' };

  yield await holds('no message failed', async () => same(JSON.stringify((await person.api('GET /dead-letters', {})).letters), '[]'));
  yield await holds('no function failed', async () => same((await failedInvocations(local)).join('\n'), ''));
}

/** The baseline of each stage that builds, by the saga document of a release. */
const baselinesIn = async (root: string): Promise<ReadonlyMap<string, string>> => {
  const { saga } = (await import(path.join(root, 'saga/src/generated/saga.ts'))) as {
    readonly saga: { readonly stages: readonly SagaStage[] };
  };
  return new Map(saga.stages.filter(({ ready }) => ready !== undefined).map(({ name, baseline }) => [name, baseline]));
};

const holds = async (title: string, look: () => Promise<void>): Promise<Checked> => {
  try {
    await look();
    return { title };
  } catch (error) {
    return { title, problem: (error as Error).message };
  }
};
const same = (found: string, expected: string): void => {
  if (found !== expected) throw new Error(`found ${found}, expected ${expected}`);
};

/** A super admin, who asks the API of the release that is deployed, by the client of this one. */
const operator = async (local: Local) => {
  const admin = await seedSuperAdmin(local);
  // Signs in again where it must: a deployment takes longer than a token lasts.
  const api: Client = createClient({ baseUrl: admin.apiUrl, token: () => admin.token() });
  const get = (id: string) => api('GET /tenants/{id}', { path: { id } });
  const reached = (id: string, state: string) =>
    eventually(`${id} is ${state}`, async () => {
      const tenant = await get(id).catch(() => undefined);
      if (tenant?.state === 'failed' || tenant?.state === 'stalled')
        throw new Error(`${id} is ${tenant.state}: ${JSON.stringify(tenant.stages)}`);
      return tenant?.state === state;
    });
  const request = async (name: string): Promise<string> => {
    const slug = `${name}-${ulid().slice(-6).toLowerCase()}`;
    const body = { name: `Hospital ${name}`, slug, adminEmail: `admin@${slug}.example.com`, plan: 'standard' };
    return (await api('POST /tenants', { body, idempotencyKey: slug })).tenantId;
  };
  const behind = async (stage: StageName) => (await api('GET /tenants', { query: { behind: stage } })).tenants;
  const anyBehind = async () => (await api('GET /tenants', {})).tenants.filter((tenant) => tenant.behind !== undefined);
  const replay = async (tenantId: string): Promise<void> => {
    const body = { ...EVER, tenantId, stages: [FIRST], events: [FIRST_EVENT], reason: 'to the new baseline' };
    await api('POST /replays', { body, idempotencyKey: ulid() });
  };
  return {
    api,
    get,
    request,
    reached,
    onboard: async (name: string): Promise<string> => {
      const id = await request(name);
      await reached(id, 'ready');
      return id;
    },
    offboard: async (id: string): Promise<void> => {
      const { slug } = await get(id);
      await api('POST /tenants/{id}/offboard', { path: { id }, body: { confirm: slug, reason: 'the test of upgrades', export: false } });
      await reached(id, 'offboarded');
    },
    behind,
    /** What docs/versions.md says: a replay of the first event of all for each that is behind; the stages after it follow. */
    bringAll: async (): Promise<void> => {
      for (const { tenantId } of await anyBehind()) await replay(tenantId);
      await eventually('nobody is behind', async () => (await anyBehind()).length === 0);
    },
    heard: async (id: string) => (await api('GET /tenants/{id}/timeline', { path: { id } })).events.map(({ event }) => event),
    checkHolds: async (name: string): Promise<void> => {
      const found = (await api('GET /checks', {})).checks.find((one) => one.name === name);
      if (!found?.isOk) throw new Error(found?.detail ?? `there is no check ${name}`);
    },
  };
};

/** Lines of the functions' logs that say that an invocation failed, or that a message could not be read. */
const failedInvocations = async (local: Local): Promise<readonly string[]> => {
  const client = new CloudWatchLogsClient(rootOf(local, local.accounts.superAdmin));
  const found: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: '/aws/lambda/tenantry-' }))
    for (const { logGroupName } of logGroups)
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName }))
        for (const { message = '' } of events)
          if (/Invoke Error|Uncaught|Task timed out|"message":"(message failed|malformed event|events not kept)"/.test(message))
            found.push(`${logGroupName}: ${message.slice(0, 500)}`);
  client.destroy();
  return found;
};
