import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { VIEWER_REQUEST_CODE } from './viewer-request-function.ts';

const rewritten = (uri: string): string =>
  (runInNewContext(`${VIEWER_REQUEST_CODE};handler({ request: { uri: ${JSON.stringify(uri)} } })`) as { uri: string }).uri;

test('a path of the single page is answered with the page, a file with itself', () => {
  expect(['/', '/patients', '/patients/01J/edit', '/a.b/c'].map(rewritten)).toEqual(Array(4).fill('/index.html'));
  expect(['/assets/app-1a2b.js', '/favicon.ico', '/config.json'].map(rewritten)).toEqual([
    '/assets/app-1a2b.js',
    '/favicon.ico',
    '/config.json',
  ]);
});
