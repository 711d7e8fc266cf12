import { expect, test } from '@jest/globals';
import { hashOfOrigin, isFromDistribution, newOriginSecret, originHashes, staysValid } from './origin-secret.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const days = (count: number): number => NOW + count * 86_400_000;

test('a value says how old it is, and stays for a month', () => {
  const secret = newOriginSecret(NOW);
  expect(secret).toMatch(/^2026-11-28\.[\w-]{43}$/);
  expect([0, 29, 31].map((age) => staysValid(secret, days(age)))).toEqual([true, true, false]);
});

test('what is no value of ours is replaced', () => {
  for (const other of [undefined, '', 'secret', '2026-13-40.'.padEnd(54, 'a'), '2026-11-28.short'])
    expect(staysValid(other, NOW)).toBe(false);
});

test('an API that was told of two values answers to both, and to nothing else', () => {
  const [first, second] = [newOriginSecret(NOW), newOriginSecret(NOW)];
  const known = originHashes([second, first]);
  expect([first, second].map((sent) => isFromDistribution(sent, known))).toEqual([true, true]);
  for (const sent of [undefined, '', hashOfOrigin(first), known, `${first},${second}`]) expect(isFromDistribution(sent, known)).toBe(false);
});

test('an API that was told of none answers nobody', () => {
  for (const known of [undefined, '', ','])
    for (const sent of [undefined, '', newOriginSecret(NOW)]) expect(isFromDistribution(sent, known)).toBe(false);
});
