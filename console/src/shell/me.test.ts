import { expect, test } from '@jest/globals';
import { mayDo } from './me.ts';

test('a group may do what those before it may', () => {
  expect([mayDo('viewer', 'operator'), mayDo('operator', 'operator'), mayDo('admin', 'viewer')]).toEqual([false, true, true]);
});
