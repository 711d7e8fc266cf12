import { describe, expect, test } from '@jest/globals';
import { NOW } from '../testing/fake-terminal.ts';
import { commandFixture } from '../testing/fixture.ts';
import { replay } from '../testing/operation-samples.ts';
import { MERCY, summary } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const preview = { deliveries: 3, tenants: 1, stages: [{ stage: 'network', deliveries: 3, events: [{ event: 'AccountReady', count: 3 }] }] };
const answers = {
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /replays': () => ({
    replays: [replay(), replay({ name: 'r2', tenantId: undefined, state: 'failed', failure: 'no archive' })],
    cursor: 'c',
  }),
  'POST /replays/preview': () => preview,
  'POST /replays': () => replay({ state: 'starting' }),
};
const DRIFT = ['replay', 'start', '--tenant', 'mercy', '--event', 'AccountReady', '--from', '2h'];

describe('replay list', () => {
  test('shows whose events were told again, to whom, and how it went', async () => {
    const { out, err } = await terminal(answers).tenantry('replay', 'list', '--tenant', 'mercy');
    expect(out).toMatch(/replay-1 +completed +01KAV\w+ +network .* 1 +ada@example.com +drift/);
    expect(out).toMatch(/r2 +failed: no archive +all/);
    expect(err).toContain('--cursor c');
    expect(taken('GET /replays')).toMatchObject([{ query: { tenantId: MERCY } }]);
  });
});

describe('replay start', () => {
  test("tells one tenant's events again, from as long ago as it says", async () => {
    const { code, out } = await terminal(answers).tenantry(...DRIFT, '--stage', 'network', '--reason', 'drift', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ name: 'replay-1', state: 'starting' });
    expect(taken('POST /replays')).toMatchObject([
      {
        body: {
          tenantId: MERCY,
          stages: ['network'],
          events: ['AccountReady'],
          from: '2026-11-24T10:00:00.000Z',
          to: NOW,
          reason: 'drift',
        },
      },
    ]);
  });

  test('with --dry-run only counts', async () => {
    const { code, out } = await terminal(answers).tenantry(...DRIFT, '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/would deliver 3 messages about 1 tenant\n/);
    expect(out).toMatch(/network +3 +3 AccountReady/);
    expect(taken('POST /replays')).toEqual([]);
    expect(JSON.parse((await terminal(answers).tenantry(...DRIFT, '-n', '--json')).out)).toMatchObject(preview);
  });

  test('in a terminal shows what it would deliver, and asks', async () => {
    const no = await terminal(answers, { typed: ['n'] }).tenantry(...DRIFT);
    expect(no.code).toBe(130);
    expect(no.err).toContain('would deliver 3 messages');
    expect(taken('POST /replays')).toEqual([]);
    expect((await terminal(answers, { typed: ['y', 'drift'] }).tenantry(...DRIFT)).code).toBe(0);
  });

  test("of all tenants' events must be said, and confirmed", async () => {
    const all = ['replay', 'start', '--from', '2026-11-24T06:00:00Z', '--reason', 'a bug is fixed'];
    expect((await terminal(answers).tenantry(...all)).code).toBe(2);
    expect((await terminal(answers).tenantry(...all, '--all-tenants')).code).toBe(2);
    expect((await terminal(answers).tenantry(...all, '--all-tenants', '--tenant', 'mercy')).code).toBe(2);
    expect(taken('POST /replays')).toEqual([]);
    expect((await terminal(answers).tenantry(...all, '--all-tenants', '--yes')).code).toBe(0);
    expect(taken('POST /replays')).toMatchObject([{ body: { from: '2026-11-24T06:00:00.000Z' } }]);
  });

  test.each([
    ['no window', ['--tenant', 'mercy']],
    ['a window that is none', ['--tenant', 'mercy', '--from', 'yesterday']],
    ['a stage that there is not', ['--tenant', 'mercy', '--from', '2h', '--stage', 'networks']],
  ])('with %s is wrong usage', async (_what, words) => {
    expect((await terminal(answers).tenantry('replay', 'start', '--reason', 'why', ...words)).code).toBe(2);
  });
});
