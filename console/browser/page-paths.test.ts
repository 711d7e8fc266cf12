import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { matchRoutes } from 'react-router';
import { NAVIGATION } from '../src/shell/navigation.ts';
import { PAGES } from './page-paths.ts';

const pages = readFileSync(new URL('../src/pages.tsx', import.meta.url), 'utf8');
const routes = [...pages.matchAll(/<Route\s+path="([^"]+)"/g)].map(([, path = '']) => ({ path }));
/** The route that shows what is at a path. */
const routeOf = (pathname: string): string => matchRoutes(routes, pathname)?.at(-1)?.route.path ?? '';

test('the browser tests open every page, with axe, on a phone and in dark', () => {
  const opened = Object.values(PAGES).map((path) => routeOf(path.split('?')[0] ?? ''));
  const shown = routes.map(({ path }) => path);
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((path) => !opened.includes(path))).toEqual([]);
});

test('every link of the navigation leads to a page', () => {
  const links = NAVIGATION.flatMap((section) => section.links.map(({ href }) => href));
  expect(links.filter((href) => routeOf(href) === '*')).toEqual([]);
});
