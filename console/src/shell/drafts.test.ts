import { expect, test } from '@jest/globals';
import { forgetDrafts, keepDraft, keptDraft } from './drafts.ts';

const storeOf = (items: Record<string, string> = {}): Storage => {
  const kept = new Map(Object.entries(items));
  return {
    get length() {
      return kept.size;
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
};

test('a draft is found by who typed it, in the form where it was typed', () => {
  const store = storeOf();
  keepDraft('ada', 'onboarding', { name: 'Mercy' }, store);
  expect(keptDraft('ada', 'onboarding', store)).toEqual({ name: 'Mercy' });
  expect(keptDraft('bob', 'onboarding', store)).toBeUndefined();
  expect(keptDraft('ada', 'offboard.1', store)).toBeUndefined();
  keepDraft('ada', 'onboarding', undefined, store);
  expect(keptDraft('ada', 'onboarding', store)).toBeUndefined();
});

test('what cannot be read is no draft', () =>
  expect(keptDraft('ada', 'onboarding', storeOf({ 'tenantry.draft.ada.onboarding': '{"name":' }))).toBeUndefined());

test('the sign-out forgets all drafts, and nothing else', () => {
  const store = storeOf({ 'tenantry.mode': 'dark' });
  for (const form of ['a', 'b', 'c']) keepDraft('ada', form, 1, store);
  forgetDrafts(store);
  expect(store.length).toBe(1);
  expect(store.getItem('tenantry.mode')).toBe('dark');
});
