import { describe, expect, test } from '@jest/globals';
import { clockScale, createClock } from './clock.ts';

describe('clock', () => {
  test('at speed 10 AWS seconds pass ten times faster', () => {
    const clock = createClock(10, () => 100_000);
    expect(clock.after(30)).toBe(3_000);
    expect(clock.due(100_000 - 8_999, 90)).toBe(false);
    expect(clock.due(100_000 - 9_000, 90)).toBe(true);
  });

  test('instantly, a state is over before a wait is', () => {
    const clock = createClock('instant', () => 1_000);
    expect(clock.due(1_000, 90)).toBe(false);
    expect(clock.due(1_000 - clock.after(90), 90)).toBe(true);
  });

  test('a wait shorter than the cap stays as it is', () => {
    expect(createClock('instant').after(0.1)).toBe(100);
    expect(createClock('instant').after(0)).toBe(0);
  });

  test('who waits long looks less often', () => {
    expect(createClock('instant').after(5)).toBe(250);
    expect(createClock('instant').after(15)).toBe(600);
  });

  test('a speed is "instant" or a positive number', () => {
    expect(clockScale(undefined)).toBe('instant');
    expect(clockScale('2.5')).toBe(2.5);
    for (const text of ['0', '-1', 'fast', 'Infinity', '']) expect(() => clockScale(text)).toThrow('positive number');
  });
});
