import { expect, test } from '@jest/globals';
import { onFreePort } from './free-port.ts';

/** Ports one after the other, of which the first so many are another process's. */
const ports = (taken: number, message = 'OSError: [Errno 98] Address already in use') => {
  let last = 0;
  const tried: number[] = [];
  const start = async (port: number): Promise<string> => {
    tried.push(port);
    if (port <= taken) throw new Error(message);
    return `on ${port}`;
  };
  return { tried, started: onFreePort(start, async () => ++last) };
};

test('what finds its port taken starts on the next one', async () => {
  expect(await ports(2).started).toBe('on 3');
});

test('whatever else fails is not tried again', async () => {
  const { started, tried } = ports(1, 'no such file');
  await expect(started).rejects.toThrow('no such file');
  expect(tried).toEqual([1]);
});

test('where every port seems taken, the fifth says so', async () => {
  const { started, tried } = ports(100);
  await expect(started).rejects.toThrow('Address already in use');
  expect(tried).toEqual([1, 2, 3, 4, 5]);
});
