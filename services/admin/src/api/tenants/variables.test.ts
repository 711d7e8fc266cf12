import { describe, expect, test } from '@jest/globals';
import { patchVariables } from './variables.ts';

describe('a merge patch of variables', () => {
  test('adds, replaces and removes, and leaves the others alone', () => {
    expect(patchVariables({ APP_KEEP: '1', APP_ONE: '1', APP_OLD: '1' }, { APP_ONE: '2', APP_OLD: null, APP_NEW: '3' })).toEqual({
      ok: true,
      value: { APP_KEEP: '1', APP_ONE: '2', APP_NEW: '3' },
    });
  });
  test('goes on working for a tenant that has a text which would be refused today', () => {
    expect(patchVariables({ APP_OLD: 'one\ntwo' }, { APP_ADD: '1' })).toEqual({ ok: true, value: { APP_OLD: 'one\ntwo', APP_ADD: '1' } });
  });
  test('that makes all of them too many is refused', () => {
    const before = Object.fromEntries([...'ABCDE'].map((name) => [`APP_${name}`, 'x'.repeat(512)]));
    expect(patchVariables(before, { APP_F: 'x'.repeat(512) })).toMatchObject({
      ok: false,
      fields: [{ field: '/', fix: expect.stringMatching(/Lambda/) }],
    });
  });
  test('that makes too many fewer is taken, one variable at a time', () => {
    const before = Object.fromEntries([...'ABCDEFGH'].map((name) => [`APP_${name}`, 'x'.repeat(512)]));
    const { APP_H: _, ...fewer } = before;
    expect(patchVariables(before, { APP_H: null })).toEqual({ ok: true, value: fewer });
    expect(patchVariables(before, { APP_H: 'y'.repeat(512) })).toMatchObject({ ok: false, fields: [{ field: '/' }] });
    expect(patchVariables(before, { APP_H: null, a: '1' })).toMatchObject({ ok: false, fields: [{ field: '/a' }] });
  });
  test.each([
    ['a lower-case name', { a: '1' }, '/a'],
    ['a name without the beginning', { THEME: 'x' }, '/THEME'],
    ['a line break', { APP_THEME: 'a\nb' }, '/APP_THEME'],
    ['a level of logs that there is not', { LOG_LEVEL: 'LOUD' }, '/LOG_LEVEL'],
    ['a name that AWS keeps', { AWS_REGION: 'x' }, '/AWS_REGION'],
    ['a name by which Node runs code in a build', { NODE_OPTIONS: '--import=x' }, '/NODE_OPTIONS'],
    ['a name by which a shell finds programs', { PATH: '/x' }, '/PATH'],
    ['a name by which calls go elsewhere', { HTTPS_PROXY: 'http://x' }, '/HTTPS_PROXY'],
  ])('with %s is refused', (_what, patch, field) => {
    expect(patchVariables({}, patch)).toMatchObject({ ok: false, fields: [{ field }] });
  });
});
