import { DeleteParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { SuspensionChanged } from '@tenantry/events-schema/admin';
import { StageDriftChecked } from '@tenantry/events-schema/drift';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { client } from '../aws/client.ts';
import { StalledError, Wait } from '../failure/errors.ts';
import { suspension } from '../testing/isolation.ts';
import { memoryPorts } from '../testing/memory-ports.ts';
import { alive, box, type Scope, tenant } from '../testing/shelf.ts';
import { checkDrift, type DriftPorts } from './drift.ts';
import type { Message, StageRecord } from './record.ts';
import { runner } from './runner.ts';
import { type AnyStage, type AnyStep, type StepOptions, stage, step } from './stage.ts';

const TENANT = '01JD0000000000000000000000';
const CHECK = {
  tenantId: TENANT,
  eventId: `${TENANT}/admin/DriftCheckRequested/network/1`,
  causedBy: '',
  at: '2026-11-29T09:00:00.000Z',
  stage: 'network',
  checkId: '1',
};
const message = ({ name }: { readonly name: string }, more: object = {}): Message => ({
  name,
  detail: { tenantId: TENANT, eventId: `${TENANT}/${name}`, causedBy: '', at: '2026-11-29T08:00:00.000Z', colour: 'red', ...more },
});
const NETWORK = stage<Scope>('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
  .on(AccountReady)
  .also(SuspensionChanged);

/** A live tenant of a stage with a box and a step that does what it is told. */
const live = async (options: StepOptions = {}) => {
  const { scope } = await tenant();
  let act = async (): Promise<object> => ({});
  const told = step('route', { ensure: () => act(), remove: async () => undefined }, options) as unknown as AnyStep;
  const network = NETWORK.step(box as never)
    .step(told as never)
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  const { ports, record } = memoryPorts<Scope>({ scope: () => scope });
  const run = runner(network, ports);
  await run(message(AccountReady));
  const published: (readonly [string, { readonly [field: string]: unknown }])[] = [];
  const check = (given: Partial<DriftPorts<Scope>> = {}) =>
    checkDrift(
      network,
      {
        read: async () => record(),
        scope: () => scope,
        within: (_step, _record, work) => work(),
        publish: async (event, detail) => void published.push([event, detail as never]),
        now: () => Date.parse(CHECK.at) / 1000,
        remaining: () => 30,
        ...given,
      },
      CHECK,
    );
  /** What the one look has said, as its schema takes it. */
  const said = () => {
    expect(published.map(([event]) => event)).toEqual([StageDriftChecked.name]);
    return StageDriftChecked.detail.parse(published[0]?.[1]);
  };
  const does = (work: () => Promise<object>): void => {
    act = work;
  };
  return { scope, run, record, check, said, published, does };
};
const removeParameter = async () => {
  await client(SSMClient, { region: 'nowhere' }).send(new DeleteParameterCommand({ Name: '/mercy' }));
  return {};
};

describe('a stage that looks', () => {
  test('and finds all as it should be says so, and has changed neither AWS nor its record', async () => {
    const { check, said, record, scope } = await live();
    const [before, calls] = [record(), scope.shelf.calls.length];
    expect(await check()).toBe('looked');
    expect(said()).toMatchObject({ stage: 'network', checkId: '1', looked: 2, differences: [], unread: [] });
    expect(record()).toBe(before);
    expect(scope.shelf.calls.slice(calls).filter((call) => !/^(Get|List)/.test(call))).toEqual([]);
  });

  test('says what is missing, and does not create it', async () => {
    const { check, said, scope } = await live();
    scope.shelf.boxes = [];
    await check();
    expect(said().differences).toEqual([expect.objectContaining({ step: 'box', is: 'missing' })]);
    expect(alive(scope)).toEqual([]);
  });

  test('says what of it was changed, and does not repair it', async () => {
    const { check, said, scope } = await live();
    const [id = ''] = alive(scope);
    scope.shelf.change(id, { colour: 'grey' });
    await check();
    expect(said().differences).toEqual([expect.objectContaining({ step: 'box', is: 'changed', fields: expect.any(Array) })]);
    expect(scope.shelf.get(id).colour).toBe('grey');
  });

  test('names the call that would repair it, which was not sent', async () => {
    const { check, said, does } = await live();
    does(removeParameter);
    await check();
    expect(said().differences).toEqual([{ step: 'route', is: 'changed', repair: 'SSM DeleteParameter /mercy' }]);
  });

  test.each([
    ['waits', new Wait(5, 'the NAT gateway'), 'it waits for the NAT gateway'],
    [
      'is refused',
      Object.assign(new Error('no'), { name: 'AccessDenied', call: 'EC2 DescribeVpcs' }),
      'EC2 DescribeVpcs answered AccessDenied',
    ],
  ])('does not say that a step is well that %s', async (_title, error, reason) => {
    const { check, said, does } = await live();
    does(() => Promise.reject(error));
    await check();
    expect(said()).toMatchObject({ differences: [], unread: [{ step: 'route', reason }] });
  });

  test('nor one whose work cannot be seen, or for which there was no time', async () => {
    const { check, said } = await live({ unseen: 'it is written each time' });
    await check({ remaining: () => 1 });
    expect(said().unread).toEqual([
      { step: 'box', reason: 'there was no time left to look at it' },
      { step: 'route', reason: 'it is written each time' },
    ]);
  });

  test('says what has its place', async () => {
    const { check, said, does } = await live();
    does(() => Promise.reject(new StalledError('rtb-1 leads elsewhere', { code: 'RouteTaken', advice: 'Find out who made it.' })));
    await check();
    expect(said().differences).toEqual([{ step: 'route', is: 'taken', message: 'rtb-1 leads elsewhere' }]);
  });

  test('twice for one message says the same under one id', async () => {
    const { check, published } = await live();
    await check();
    await check();
    expect(published[1]).toEqual(published[0]);
  });
});

describe('nothing is looked at, and nothing said', () => {
  test.each([
    ['of a tenant that is being removed', [message(TenantOffboarding, { at: '2026-11-29T08:30:00.000Z' })]],
    ['of one that is gone', [message(TenantOffboarding), message(TenantOffboarded)]],
    ['of one that is suspended', [message(SuspensionChanged, suspension(true))]],
  ])('%s', async (_title, messages) => {
    const { run, check, published } = await live();
    for (const one of messages) await run(one);
    expect([await check(), published]).toEqual(['nothing', []]);
  });

  test('of one that the stage has not built yet', async () => {
    const { check, published, record } = await live();
    expect([await check({ read: async () => ({ ...record(), finished: false }) }), published]).toEqual(['nothing', []]);
  });

  test('while the stage is at work, or was meanwhile: what it saw says nothing then', async () => {
    const { check, published, record } = await live();
    const busy: StageRecord = { ...record(), lease: { owner: 'w', until: Number.MAX_SAFE_INTEGER } };
    const later: StageRecord = { ...record(), generation: record().generation + 1 };
    expect(await check({ read: async () => busy })).toBe('busy');
    let reads = 0;
    expect(await check({ read: async () => (reads++ === 0 ? record() : later) })).toBe('busy');
    expect(published).toEqual([]);
  });
});
