import { describe, expect, test } from '@jest/globals';
import { createClock } from '../clock.ts';
import { createErrorCache, type ErrorTtls } from './error-cache.ts';

const answer = (status: number, headers = {}) => ({ status, headers, body: Buffer.from('') });
const request = { distributionId: 'E1', method: 'GET', path: '/api/patients?after=1' };

/** Whether an answer is still kept after so many seconds. */
const isKept = (given: ReturnType<typeof answer>, seconds: number, ttls: ErrorTtls = {}, again: Partial<typeof request> = {}): boolean => {
  let now = 0;
  const cache = createErrorCache({ clock: createClock(1, () => now) });
  cache.keep({ ...request, ...again }, ttls, given);
  now += seconds * 1000;
  return cache.find({ ...request, ...again }) !== undefined;
};

describe("the edge's cache of errors", () => {
  test.each([404, 405, 414, 500, 501, 502, 503, 504])('keeps %i for ten seconds', (status) => {
    expect([isKept(answer(status), 9), isKept(answer(status), 10)]).toEqual([true, false]);
  });

  test.each([200, 400, 401, 403, 409, 422])('does not keep %i', (status) => expect(isKept(answer(status), 0)).toBe(false));

  test('keeps an error as long as the distribution says, 0 included', () => {
    expect(isKept(answer(503), 0, { 503: 0 })).toBe(false);
    expect(isKept(answer(503), 59, { 503: 60 })).toBe(true);
    expect(isKept(answer(503), 9, { 404: 0 })).toBe(true);
  });

  test('heeds no-store of a 404 and not of a 503', () => {
    const headers = { 'Cache-Control': 'no-store' };
    expect([isKept(answer(404, headers), 0), isKept(answer(503, headers), 9)]).toEqual([false, true]);
  });

  test('keeps an error as long as max-age says, where that is longer', () => {
    expect(isKept(answer(500, { 'cache-control': 'max-age=30' }), 29, { 500: 0 })).toBe(true);
  });

  test('keeps answers to GET and HEAD alone', () => {
    expect(isKept(answer(500), 0, {}, { method: 'POST' })).toBe(false);
    expect(isKept(answer(500), 0, {}, { method: 'HEAD' })).toBe(true);
  });

  test('knows a request by distribution, method and path, not by its query', () => {
    const cache = createErrorCache({ clock: createClock(1, () => 0) });
    cache.keep(request, {}, answer(500));
    const found = (more: Partial<typeof request>) => cache.find({ ...request, ...more }) !== undefined;
    expect(found({ path: '/api/patients?after=2' })).toBe(true);
    expect([found({ path: '/api/visits' }), found({ method: 'HEAD' }), found({ distributionId: 'E2' })]).toEqual([false, false, false]);
  });
});
