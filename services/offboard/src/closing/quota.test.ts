import { describe, expect, test } from '@jest/globals';
import { Closing } from '@tenantry/shared/deployment/closing-config';
import fc from 'fast-check';
import { closingTimes, inWindow, quotaOf, smallestQuota } from './quota.ts';

const DAY = 86_400;
const NOW = 1_795_500_000;
const defaults = Closing.parse({});

describe("AWS's quota of closings", () => {
  test.each([
    [0, 250],
    [100, 250],
    [1_250, 250],
    [1_255, 251],
    [2_000, 400],
    [5_000, 1_000],
    [10_000, 1_000],
  ])('of %i members %i may be closed in 30 days', (members, quota) => {
    expect(quotaOf(members, defaults)).toBe(quota);
  });

  test('any organization has at least the smallest quota', () => {
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), minimum: limit, maximum: limit }),
        (members, figures) => {
          const settings = { ...defaults, ...figures };
          expect(quotaOf(members, settings)).toBeGreaterThanOrEqual(smallestQuota(settings));
          expect(quotaOf(members, settings)).toBeLessThanOrEqual(settings.maximum);
        },
      ),
    );
  });

  test('a closing counts until it is exactly a window old', () => {
    expect(inWindow([NOW - 30 * DAY, NOW - 30 * DAY + 1, NOW], NOW, defaults)).toEqual([NOW - 30 * DAY + 1, NOW]);
  });

  test('over quota, an account waits until the oldest closing in its way leaves the window', () => {
    const closed = [NOW - 20 * DAY, NOW - 10 * DAY];
    expect(closingTimes(closed, 4, NOW, 3, defaults)).toEqual([NOW, NOW + 10 * DAY, NOW + 20 * DAY, NOW + 30 * DAY]);
  });
});

const limit = fc.integer({ min: 1, max: 1_200 });
const past = fc.array(fc.integer({ min: NOW - 90 * DAY, max: NOW }), { maxLength: 60 });
const figures = fc.record({ quota: fc.integer({ min: 1, max: 20 }), windowDays: fc.integer({ min: 1, max: 45 }) });

describe('dates of closings', () => {
  test('never put more into a window than the quota', () => {
    fc.assert(
      fc.property(past, fc.nat(60), figures, (closed, count, { quota, windowDays }) => {
        const settings = { ...defaults, windowDays };
        const planned = closingTimes(closed, count, NOW, quota, settings);
        expect(planned).toHaveLength(count);
        for (const [i, at] of planned.entries()) {
          expect(inWindow([...closed, ...planned.slice(0, i + 1)], at, settings).length).toBeLessThanOrEqual(quota);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('come in order, none in the past, and none later than it must', () => {
    fc.assert(
      fc.property(past, fc.integer({ min: 1, max: 60 }), figures, (closed, count, { quota, windowDays }) => {
        const settings = { ...defaults, windowDays };
        const planned = closingTimes(closed, count, NOW, quota, settings);
        let earliest = NOW;
        for (const [i, at] of planned.entries()) {
          expect(at).toBeGreaterThanOrEqual(earliest);
          // A second earlier there was no room.
          if (at > NOW) expect(inWindow([...closed, ...planned.slice(0, i)], at - 1, settings).length).toBeGreaterThanOrEqual(quota);
          earliest = at;
        }
      }),
      { numRuns: 500 },
    );
  });
});
