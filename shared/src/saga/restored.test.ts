import { describe, expect, test } from '@jest/globals';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { type Detail, fresh, type StageRecord } from './record.ts';
import { restored } from './restored.ts';

const ID = '01J00000000000000000000000';
const then: StageRecord = {
  ...fresh(ID),
  generation: 2,
  begun: true,
  seen: { AccountReady: { keys: ['a'], detail: { tenantId: ID } as Detail } },
  done: { cidr: { generation: 2, out: { cidr: '10.64.0.0/20' } } },
  lease: { owner: 'w1', until: 100 },
  wake: { token: 't', due: 90 },
};
const now: StageRecord = { ...then, generation: 7, published: { NetworkPeered: 7, NetworkRemoved: 7 } };
const HERE = { isGone: false };

describe('a record of an earlier moment', () => {
  test('keeps what it heard and what its steps answered, in a generation in which nothing is verified and no id was published', () => {
    const record = restored(ID, then, now, HERE);
    expect(record.seen).toEqual(then.seen);
    expect(record.done.cidr?.out).toEqual({ cidr: '10.64.0.0/20' });
    expect(record.generation).toBeGreaterThan(now.generation);
    expect(Object.values(record.done).filter(({ generation }) => generation === record.generation)).toEqual([]);
  });

  test('has no worker and waits for no message: those of that moment are gone', () => {
    expect(restored(ID, then, now, HERE)).toMatchObject({ attempts: 0 });
    expect(restored(ID, then, now, HERE).lease ?? restored(ID, then, now, HERE).wake).toBeUndefined();
  });

  test('a second restore to the same moment begins yet another generation', () => {
    const once = restored(ID, then, now, HERE);
    expect(restored(ID, then, once, HERE).generation).toBeGreaterThan(once.generation);
  });

  test('of a stage that began later is a new one that may have begun; where the replaced one says that it has not, it has not', () => {
    expect(restored(ID, undefined, undefined, HERE)).toMatchObject({ begun: true, seen: {}, desired: 'present' });
    expect(restored(ID, undefined, { ...fresh(ID), begun: false }, HERE).begun).toBe(false);
  });

  test('stays a tombstone, and becomes one when its tenant has been off-boarded since: it remembers nobody', () => {
    const tombstone: StageRecord = { ...fresh(ID), desired: 'absent', ended: true, generation: 9 };
    expect(restored(ID, then, tombstone, HERE)).toBe(tombstone);
    const gone = restored(ID, then, undefined, { isGone: true });
    expect(gone).toMatchObject({ ended: true, desired: 'absent', seen: {}, done: {} });
  });

  test('is turned to the removal that has been decided since', () => {
    const offboarding = { tenantId: ID, reason: 'Contract ended' } as unknown as Detail;
    const record = restored(ID, then, now, { isGone: false, offboarding });
    expect(record.desired).toBe('absent');
    expect(record.seen[TenantOffboarding.name]?.detail).toBe(offboarding);
  });

  test('knows that it has said it is removed, since its role in the account may be gone; it says so again', () => {
    const record = restored(ID, then, undefined, { isGone: false, removed: 'NetworkRemoved' });
    expect(record.published.NetworkRemoved).toBeDefined();
    expect(record.published.NetworkRemoved).not.toBe(record.generation);
  });
});
