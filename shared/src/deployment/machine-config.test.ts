import { expect, test } from '@jest/globals';
import { MachinesConfig } from './machine-config.ts';

test.each(['', 'CI', '1ci', 'ci-', 'a-1', 'a--b', 'a:b', 'a,b', 'a b', 'x'.repeat(41)])('%p is no name of a machine', (name) => {
  expect(MachinesConfig.safeParse([{ name, scope: 'read' }]).success).toBe(false);
});

test('a name is taken once, and a scope is one of three', () => {
  const ci = { name: 'ci', scope: 'operate' };
  expect(MachinesConfig.parse([ci])).toEqual([ci]);
  expect(MachinesConfig.parse(undefined)).toEqual([]);
  expect(MachinesConfig.safeParse([ci, { ...ci, scope: 'read' }]).success).toBe(false);
  expect(MachinesConfig.safeParse([{ ...ci, scope: 'all' }]).success).toBe(false);
});
