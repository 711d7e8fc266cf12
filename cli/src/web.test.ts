import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { commandFixture } from './testing/fixture.ts';
import { deployment, MERCY, summary } from './testing/samples.ts';

const { terminal } = commandFixture();
const answers = { 'GET /deployment': () => deployment, 'GET /tenants': () => ({ tenants: [summary()] }) };
/** Paths of the console's pages, as its router has them. */
const ROUTES = [...readFileSync(new URL('../../console/src/pages.tsx', import.meta.url), 'utf8').matchAll(/<Route path="([^"*]+)"/g)].map(
  ([, route = '']) => new RegExp(`^${route.replace(/\/:\w+\?/g, '(?:/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`),
);

describe('--web', () => {
  test.each([
    [['list'], '/tenants'],
    [['list', '--state', 'ready', '--attention', '--search', 'mer cy'], '/tenants?search=mer+cy&state=ready&attention=any'],
    [['show', 'mercy'], `/tenants/${MERCY}`],
    [['attention', 'list', '--kind', 'quiet'], '/tenants?attention=quiet'],
    [['dlq', 'list'], '/dead-letters'],
    [['replay', 'list'], '/replays'],
    [['releases'], '/releases'],
    [['close-queue'], '/closings'],
    [['quotas'], '/quotas'],
    [['cost'], '/cost'],
    [['cost', 'mercy'], `/tenants/${MERCY}/cost`],
    [['audit'], '/audit'],
    [['doctor'], '/checks'],
  ] as const)('of %j opens a page that the console has', async (words, page) => {
    const shell = terminal(answers, { typed: [] });
    const { code, out } = await shell.tenantry(...words, '--web');
    const url = `https://superadmin.app.example.com${page}`;
    expect([code, out, shell.browsed]).toEqual([0, `${url}\n`, [url]]);
    const path = page.split('?')[0] ?? '';
    expect(ROUTES.some((route) => route.test(path))).toBe(true);
  });

  test('prints the address alone where nobody is, and as JSON', async () => {
    const shell = terminal(answers);
    expect(await shell.tenantry('quotas', '--web')).toEqual({ code: 0, out: 'https://superadmin.app.example.com/quotas\n', err: '' });
    expect(JSON.parse((await shell.tenantry('quotas', '--web', '--json')).out)).toEqual({
      url: 'https://superadmin.app.example.com/quotas',
    });
    expect(shell.browsed).toEqual([]);
  });
});
