import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { contentSecurityPolicy } from '@tenantry/shared/aws/console-front';
import { API_CODE, distribution, PAGES_CODE } from './distribution.ts';

const run = (code: string, uri: string): string => runInNewContext(`${code}; handler({ request: { uri } }).uri`, { uri }) as string;

describe('requests at the edge', () => {
  test.each(['/', '/tenants', '/tenants/01KAV7M0000000000000000001/cost', '/dead-letters/network/a-b'])('%s is a page', (uri) => {
    expect(run(PAGES_CODE, uri)).toBe('/index.html');
  });
  test.each(['/config.json', '/assets/index-1.js', '/icon.svg'])('%s is a file', (uri) => expect(run(PAGES_CODE, uri)).toBe(uri));
  test.each([
    ['/api/tenants', '/tenants'],
    ['/api/tenants/api/x', '/tenants/api/x'],
    ['/apiary', '/apiary'],
  ])('%s is %s of the API', (uri, route) => expect(run(API_CODE, uri)).toBe(route));
});

test('a page loads nothing of others, runs nothing of its own markup, and is in nobody’s frame', () => {
  const policy = contentSecurityPolicy('https://cognito.example');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("connect-src 'self' https://cognito.example");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
});

test("one person's error is not the next one's answer: the edge keeps none, and changes none", () => {
  const { CustomErrorResponses } = distribution('superadmin.example', 'us-east-1', 'api', 'secret').Properties.DistributionConfig;
  expect(CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual([404, 405, 414, 500, 501, 502, 503, 504]);
  for (const item of CustomErrorResponses) expect(item).toEqual({ ErrorCode: item.ErrorCode, ErrorCachingMinTTL: 0 });
});
