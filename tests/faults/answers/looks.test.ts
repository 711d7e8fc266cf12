import { describe, expect, test } from '@jest/globals';
import { fresh, type StageRecord } from '@tenantry/shared/saga/record';
import type { Records } from '../records.ts';
import { failed, stalled, stalledIn, triesAgain, waitsAt } from './looks.ts';
import { rowsOf } from './rows.ts';

const rowOn = (direction: 'forward' | 'backward', step = 'network.vpc') =>
  rowsOf([
    {
      step,
      rows: [
        { direction, call: 'ec2.CreateVpc', answer: { code: 'No', message: '' }, source: '', follows: { kind: 'stalls', advice: '' } },
      ],
    },
  ])[0]!;
const forth = rowOn('forward');
const back = rowOn('backward');

const records = (of: Readonly<Record<string, Partial<StageRecord>>>): Records =>
  new Map(Object.entries(of).map(([stage, more]) => [stage, { ...fresh('T'), ...more }]));
const failure = (kind: 'failed' | 'stalled', generation = 1) => ({
  kind,
  generation,
  step: 'vpc',
  call: 'EC2 CreateVpc',
  code: 'No',
  message: '',
  advice: '',
});
const waiting = (step: string, reason: string) => ({ step, reason, since: 0, generation: 1 });
const ready = records({ network: {}, pipeline: { published: { TenantReady: 1 } } });
const offboarded = records({ network: { ended: true }, offboard: { ended: true } });
const taken = records({ network: { desired: 'absent' } });

describe('a tenant that is to wait', () => {
  const look = waitsAt(forth, 'AWS is still');
  test("does at the row's step, for its reason", () => {
    expect(look(records({ network: { waiting: waiting('vpc', 'AWS is still setting the account up') } }))).toBe(true);
    expect(look(records({ network: { waiting: waiting('subnets', 'AWS is still setting the account up') } }))).toBeUndefined();
    expect(look(records({ network: { waiting: waiting('vpc', 'another reason') } }))).toBeUndefined();
    expect(look(records({ edge: { waiting: waiting('vpc', 'AWS is still setting the account up') } }))).toBeUndefined();
  });
  test('does not when it stalls, or gets to its end', () => {
    expect(look(records({ network: { failure: failure('stalled') } }))).toBe('a stall of network.vpc');
    expect(look(ready)).toBe('ready');
    expect(look(taken)).toBe('taken back');
  });
});

describe('a tenant that is to stall', () => {
  test('does when a stage has, in its generation', () => {
    expect(stalled(forth)(records({ network: { failure: failure('stalled') } }))).toBe(true);
    expect(stalled(forth)(records({ network: { failure: failure('stalled'), generation: 2 } }))).toBeUndefined();
    const both = records({ network: { failure: failure('stalled') }, edge: { failure: failure('failed') } });
    expect([...stalledIn(both).keys()]).toEqual(['network']);
  });
  test('does not when another stage has, unless another row says so', () => {
    const other = records({ edge: { failure: failure('stalled') } });
    expect(stalled(forth)(other)).toBe('a stall of edge.vpc');
    const meant = [forth, rowOn('forward', 'edge.vpc')];
    expect(stalled(forth, meant)(other)).toBeUndefined();
    expect(waitsAt(forth, 'AWS', meant)(other)).toBeUndefined();
  });
  test('does not at another step of its stage, unless it is a later failure', () => {
    const elsewhere = records({ network: { failure: { ...failure('stalled'), step: 'natAvailable' } } });
    expect(stalled(forth)(elsewhere)).toBe('a stall of network.natAvailable');
    const later = { ...forth, answer: { endsFailed: 'Gateway.NotAttached' } };
    expect(stalled(later)(elsewhere)).toBe(true);
  });
  test('does not when it is ready or taken back; on the way back only its end is too far', () => {
    expect(stalled(forth)(ready)).toBe('ready');
    expect(stalled(forth)(taken)).toBe('taken back');
    expect(stalled(back)(taken)).toBeUndefined();
    expect(stalled(back)(offboarded)).toBe('offboarded');
  });
  test('tries again when it has heard so', () => {
    expect(triesAgain('network', 1)(records({ network: { generation: 1 } }))).toBeUndefined();
    expect(triesAgain('network', 1)(records({ network: { generation: 2 } }))).toBe(true);
  });
});

test('a tenant that is to be taken back is when its stage has failed, and neither stalled nor ready', () => {
  expect(failed(forth)(records({ network: { failure: failure('failed') } }))).toBe(true);
  expect(failed(forth)(records({ network: { failure: failure('stalled') } }))).toBe('stalled');
  expect(failed(forth)(ready)).toBe('ready');
  expect(failed(forth)(records({ edge: {} }))).toBeUndefined();
  // Its removal may have begun before anybody looks.
  expect(failed(forth)(records({ network: { failure: failure('failed'), generation: 2, desired: 'absent' } }))).toBe(true);
  expect(failed(forth)(records({ network: { ended: true }, offboard: { ended: true } }))).toBe('offboarded');
});
