import { describe, expect, test } from '@jest/globals';
import { awsCall } from '../testing/calls.ts';
import type { AwsCall, AwsResult } from './call.ts';
import { AwsError, DroppedConnection } from './errors.ts';
import { createFaults, type Fault } from './faults.ts';

const call = (overrides: Partial<AwsCall> = {}): AwsCall => awsCall({ params: { Name: 'one' }, ...overrides });
const DONE: AwsResult = { status: 200, headers: {}, body: Buffer.alloc(0) };
const armed = (fault: Fault) => {
  const killed: object[] = [];
  const faults = createFaults(async (target) => void killed.push(target), { labels: { customer: 'c' }, workLabel: 'customer' });
  return { faults, killed, id: faults.add(fault) };
};
const throttle: Fault = { match: { operation: 'CreateVpc' }, effect: { kind: 'error', code: 'Throttling' } };

describe('faults', () => {
  test('an error strikes the n-th matching call, as often as told', async () => {
    const { faults, id } = armed({ ...throttle, nth: 2, times: 2 });
    await faults.before(call());
    await expect(faults.before(call())).rejects.toThrow(AwsError);
    await faults.before(call({ operation: 'CreateSubnet' }));
    await expect(faults.before(call())).rejects.toMatchObject({ code: 'Throttling' });
    await faults.before(call());
    expect(faults.struck()).toEqual({ [id]: 2 });
  });

  test('a fault meets only calls of its role, account and parameters', async () => {
    const { faults } = armed({ match: { role: 'network', account: '1', contains: 'two' }, effect: { kind: 'drop-before' }, times: null });
    await faults.before(call());
    await faults.before(call({ params: { Name: 'two' }, caller: { accountId: '2', arn: 'a', role: 'network' } }));
    await expect(faults.before(call({ params: { Name: 'two' } }))).rejects.toThrow(DroppedConnection);
  });

  test('a request that is to end FAILED is taken, and goes on with the reason', async () => {
    const { faults } = armed({ match: {}, effect: { kind: 'ends-failed', reason: 'INTERNAL_FAILURE' }, nth: 2 });
    const [first, second] = [call(), call()];
    expect(await faults.before(first)).toBe(first);
    expect(await faults.before(second)).toEqual({ ...second, endsFailed: 'INTERNAL_FAILURE' });
    await faults.after(second, DONE);
  });

  test('what should end failed and was refused by AWS has not begun: the fault meets the next call', async () => {
    const { faults, id } = armed({ match: {}, effect: { kind: 'ends-failed', reason: 'INTERNAL_FAILURE' } });
    const [refused, taken, after] = [call(), call(), call()];
    expect(await faults.before(refused)).toHaveProperty('endsFailed');
    faults.refused(refused);
    expect(await faults.before(taken)).toHaveProperty('endsFailed');
    expect(await faults.before(after)).not.toHaveProperty('endsFailed');
    expect(faults.struck()).toEqual({ [id]: 1 });
  });

  test('a connection dropped after the effect lets the call through first', async () => {
    const { faults } = armed({ match: {}, effect: { kind: 'drop-after' } });
    const one = call();
    await faults.before(one);
    await expect(faults.after(one, DONE)).rejects.toThrow(DroppedConnection);
    const two = call();
    await faults.before(two);
    await faults.after(two, DONE);
  });

  test('kill ends the processes of the calling role after the effect', async () => {
    const { faults, killed } = armed({ match: {}, effect: { kind: 'kill' } });
    const one = call();
    await faults.before(one);
    expect(killed).toEqual([]);
    await expect(faults.after(one, DONE)).rejects.toThrow(DroppedConnection);
    expect(killed).toEqual([{ role: 'network' }]);
  });

  test('a fault of one customer meets no call for another, and a kill no process of another', async () => {
    const { faults, killed } = armed({ match: { labels: { customer: 'T1' }, outside: ['9'] }, effect: { kind: 'kill' }, times: null });
    const calling = (customer: string, accountId = '1') =>
      call({
        headers: { 'user-agent': `sdk md/job#nightly md/c#${customer}` },
        caller: { accountId, arn: 'a', role: 'network' },
      });
    for (const one of [calling('T2'), calling('T1', '9')]) {
      await faults.before(one);
      await faults.after(one, DONE);
    }
    const one = calling('T1');
    await faults.before(one);
    await expect(faults.after(one, DONE)).rejects.toThrow(DroppedConnection);
    expect(killed).toEqual([{ role: 'network', contains: 'T1' }]);
  });

  test('cleared faults strike no more', async () => {
    const { faults } = armed({ ...throttle, times: null });
    faults.clear();
    await faults.before(call());
  });
});
