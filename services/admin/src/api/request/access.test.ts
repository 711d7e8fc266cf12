import { describe, expect, test } from '@jest/globals';
import { GROUPS } from '../../contract/route.ts';
import { ROUTES } from '../../contract/routes.ts';
import { callerOf, requireGroup } from './access.ts';

const caller = (groups: unknown) => callerOf({ sub: '1', email: 'a@b.example', 'cognito:groups': groups });

describe('access', () => {
  test('groups are read as API Gateway hands them over, as text, and as a list', () => {
    expect(caller('[admin operator]').groups).toEqual(['admin', 'operator']);
    expect(caller(['admin', 'operator']).groups).toEqual(['admin', 'operator']);
    expect(caller(undefined).groups).toEqual([]);
  });

  test('a group may do what those before it may, and nothing more', () => {
    for (const [have, group] of GROUPS.entries()) {
      for (const [need, least] of GROUPS.entries()) {
        const attempt = () => requireGroup(caller([group]), least);
        if (have >= need) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(`This needs the group ${least}`);
      }
    }
  });

  test('nobody without a group does anything, and viewers change nothing', () => {
    for (const [route, { group, mutates }] of Object.entries(ROUTES)) {
      expect(() => requireGroup(caller('[]'), group)).toThrow(/needs the group/);
      // Who is here, by address, is for those who let people in.
      expect([route, mutates]).toEqual([route, group !== 'viewer' && route !== 'GET /people']);
    }
  });
});
