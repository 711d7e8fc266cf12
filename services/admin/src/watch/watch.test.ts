import { describe, expect, test } from '@jest/globals';
import type { Answer } from '@tenantry/shared/function/visit';
import { ulid } from 'ulid';
import { type Probe, ROUND_MINUTES, type Visited } from '../model/health.ts';
import type { TenantListing } from '../table/items.ts';
import { look } from './look.ts';
import { minuteOf, type Ports, type Which, watch } from './watch.ts';

const NOW = Date.parse('2026-11-29T12:00:00.000Z');
const listing = (slug: string, more: Partial<TenantListing> = {}): TenantListing => ({
  tenantId: slug.toUpperCase(),
  slug,
  name: slug,
  domain: `${slug}.example`,
  plan: 'standard',
  state: 'ready',
  requestedAt: '2026-11-24T09:00:00.000Z',
  heardAt: '2026-11-24T09:00:00.000Z',
  stalled: [],
  deployed: {},
  ...more,
});
const well: Visited = { well: true, url: 'https://mercy.example/', status: 200 };

const watched = async (ports: Partial<Ports>, which: Which = { all: true }) => {
  const kept: string[] = [];
  const warned: string[] = [];
  const checks: string[] = [];
  const outcome = await watch(
    {
      now: () => NOW,
      remaining: () => 60_000,
      tenants: async () => [listing('mercy')],
      look: async () => well,
      lastLooks: async () => undefined,
      tell: async ({ slug }) => void kept.push(slug),
      askDrift: async (tenantId, checkId) => void checks.push(`${tenantId} ${checkId}`),
      keep: async () => undefined,
      warn: (message) => void warned.push(message),
      ...ports,
    },
    which,
  ).catch((error: unknown) => error as Error);
  return { kept, warned, checks, outcome };
};

describe('the watch', () => {
  test('looks at live tenants, and at none that is held, goes, or is on its way', async () => {
    const held = { state: 'suspended', since: '2026-11-24T09:00:00.000Z' } as const;
    const others = [
      listing('going', { state: 'offboarding' }),
      listing('coming', { state: 'onboarding' }),
      listing('paused', { suspension: held }),
      listing('cut-off', { isolation: { ...held, state: 'isolated' } }),
    ];
    const { kept, outcome } = await watched({ tenants: async () => [listing('mercy'), ...others] });
    expect([kept, outcome]).toEqual([['mercy'], { looked: 1, failing: 0, left: 0 }]);
  });

  test('comes to each tenant once in a round, and spreads them over its minutes', async () => {
    const tenants = Array.from({ length: 500 }, () => listing(ulid()));
    const minutes = Array.from({ length: ROUND_MINUTES }, (_, minute) => minute + 29_570_000);
    const rounds = await Promise.all(minutes.map((minute) => watched({ tenants: async () => tenants }, { minute })));
    expect(rounds.flatMap(({ kept }) => kept).sort()).toEqual(tenants.map(({ slug }) => slug).sort());
    for (const { kept } of rounds) expect(kept.length).toBeGreaterThan(60);
    expect(minuteOf('01JD0000000000000000000000')).toBe(minuteOf('01JD0000000000000000000000'));
  });

  test('still looks at the others when one look cannot be kept, and fails then: its errors alarm', async () => {
    const kept: string[] = [];
    const tell = async ({ slug }: TenantListing): Promise<void> => {
      if (slug === 'first') throw new Error('Throttling');
      kept.push(slug);
    };
    const { outcome } = await watched({ tenants: async () => [listing('first'), listing('second')], tell });
    expect([kept, (outcome as Error).message]).toEqual([['second'], 'not done: Error: Throttling']);
  });

  test('says for how many there was no time, and does not begin what it cannot end', async () => {
    const { kept, warned, outcome } = await watched({ remaining: () => 5_000 });
    expect([kept, outcome]).toEqual([[], { looked: 0, failing: 0, left: 1 }]);
    expect(warned).toEqual([expect.stringContaining('no time left to look at 1 tenants')]);
  });

  test('goes on from the last look', async () => {
    const probes: Probe[] = [];
    const last: Probe = {
      ...well,
      well: false,
      reason: 'no',
      at: '2026-11-29T11:55:00.000Z',
      since: '2026-11-29T11:50:00.000Z',
      failures: 1,
    };
    await watched({
      lastLooks: async () => ({ probe: last }),
      look: async () => ({ well: false, url: last.url, reason: 'no' }),
      tell: async (_, probe) => void probes.push(probe),
    });
    expect(probes).toMatchObject([{ failures: 2, since: last.since }]);
  });
});

describe('a domain', () => {
  const answer = (status: number, body = ''): Answer => ({ status, contentType: 'text/html', body });
  const seen = (page: Answer, health: Answer) =>
    look(async (url) => (url.endsWith('/api/health') ? health : page), 'https://mercy.example');
  const ok = answer(200, '{"status":"ok"}');
  test.each([
    ['is well when page and API answer', answer(200), ok, { well: true }],
    ['is not when the API says something else', answer(200), answer(200, '{"status":"down"}'), { well: false, status: 200 }],
    ['is not when the API is no JSON', answer(200), answer(200, '<html>'), { well: false, url: 'https://mercy.example/api/health' }],
    ['is not when it leads elsewhere', answer(302), ok, { well: false, status: 302, code: 'UnexpectedAnswer' }],
    ['is not when it says that it is not there', answer(503), ok, { well: false, reason: 'https://mercy.example/ answered 503, not 200' }],
  ])('%s', async (_title, page, health, expected) => {
    expect(await seen(page, health)).toMatchObject(expected);
  });
  test('that does not answer says why', async () => {
    const refused = new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }) });
    expect(await look(() => Promise.reject(refused), 'https://mercy.example')).toEqual({
      well: false,
      url: 'https://mercy.example/',
      code: 'ENOTFOUND',
      reason: 'https://mercy.example/ did not answer: getaddrinfo ENOTFOUND',
    });
  });
});
