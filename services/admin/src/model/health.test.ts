import { describe, expect, test } from '@jest/globals';
import { TenantHealthChanged } from '@tenantry/events-schema/health';
import { at, START, TENANT, told } from '../testing/facts.ts';
import { attentionOf } from './attention/attention.ts';
import type { Fact } from './fact.ts';
import { healthChanged, healthStateOf, isHealthNews, type Probe, probed, type Visited } from './health.ts';
import { evolve, freshHistory } from './history.ts';

const MINUTE = 60;
const well: Visited = { well: true, url: 'https://mercy.example/', status: 200 };
const failed: Visited = { well: false, url: 'https://mercy.example/', code: 'ENOTFOUND', reason: 'https://mercy.example/ did not answer' };
/** Looks at these minutes, one after the other. */
const looks = (...all: readonly (readonly [minute: number, visited: Visited])[]): Probe =>
  all.reduce<Probe | undefined>((last, [minute, visited]) => probed(last, visited, START + minute * MINUTE * 1000), undefined) as Probe;

describe('a look from outside', () => {
  test.each([
    ['one that fails is no proof yet', looks([0, well], [5, failed]), 'failing', 5],
    ['two in a row are', looks([0, well], [5, failed], [10, failed]), 'unwell', 5],
    ['a third changes nothing', looks([0, failed], [5, failed], [10, failed]), 'unwell', 0],
    ['with one between that was well they are not in a row', looks([0, failed], [5, well], [10, failed]), 'failing', 10],
    ['nor with a pause between, in which nobody looked', looks([0, failed], [20, failed]), 'failing', 20],
    ['one that is well ends it', looks([0, failed], [5, failed], [10, well]), 'well', 10],
  ] as const)('%s', (_title, probe, state, since) => {
    expect([healthStateOf(probe), probe.since]).toEqual([state, at(since * MINUTE)]);
  });

  test('is news by what is known, so that what was lost on the way is said again', () => {
    const unwell = looks([0, failed], [5, failed]);
    expect([isHealthNews(unwell, false), isHealthNews(unwell, true)]).toEqual([true, false]);
    expect([isHealthNews(looks([0, well]), false), isHealthNews(looks([0, well]), true)]).toEqual([false, true]);
    expect([isHealthNews(looks([0, failed]), false), isHealthNews(looks([0, failed]), true)]).toEqual([false, false]);
  });

  test('is an event that its schema takes, by an id that says since when', () => {
    const said = healthChanged(TENANT, looks([0, failed], [5, failed]));
    expect(TenantHealthChanged.detail.parse(said)).toEqual(said);
    expect(said.eventId).toBe(`${TENANT}/admin/TenantHealthChanged/unwell/${at(0)}`);
  });
});

describe('a tenant is unwell', () => {
  const live = [told('admin/TenantRequested', 0, '', { slug: 'mercy' }), told('pipeline/TenantReady/1', 10)];
  const health = (isWell: boolean, second: number, since = second): Fact =>
    told(`admin/TenantHealthChanged/${isWell}`, second, '', {
      well: isWell,
      since: at(since),
      url: 'https://mercy.example/',
      code: 'ENOTFOUND',
      reason: 'https://mercy.example/ did not answer',
    });
  const suspension = (suspended: boolean, second: number): Fact =>
    told(`admin/SuspensionChanged/${second}`, second, '', { suspension: { suspended, requestedBy: 'user-1', reason: 'unpaid' } });
  const followed = (stage: string, second: number, cause: Fact): Fact =>
    told(`${stage}/StageSuspended/${second}`, second, '', { stage, suspensionId: cause.eventId });
  const needs = (...facts: readonly Fact[]) => attentionOf([...live, ...facts].reduce(evolve, freshHistory(TENANT)), START + 900_000);
  const kinds = (...facts: readonly Fact[]) => needs(...facts).map(({ kind }) => kind);

  test('with what was asked, what came, since when, and where it is written what to do', () => {
    expect(needs(health(false, 600, 300))).toEqual([
      expect.objectContaining({
        kind: 'unwell',
        since: at(300),
        reason: 'Its domain does not answer as it should: https://mercy.example/ did not answer.',
        failure: expect.objectContaining({ call: 'GET https://mercy.example/', code: 'ENOTFOUND' }),
        link: 'docs/runbook.md#a-tenant-is-unwell',
      }),
    ]);
  });

  test('until a look is well, or it goes', () => {
    expect(kinds(health(false, 600), health(true, 700))).toEqual([]);
    expect(kinds(health(false, 600), told('offboard/TenantOffboarding', 700, '', { rolledBack: false }))).toEqual([]);
  });

  test('not while it is suspended, nor by what was seen before; by what is seen afterwards it is', () => {
    const [shut, open] = [suspension(true, 700), suspension(false, 800)];
    const suspended = [health(false, 600), shut, followed('edge', 701, shut), followed('pipeline', 701, shut)];
    expect(kinds(...suspended)).toEqual([]);
    const resumed = [...suspended, open, told('edge/EdgeReady/2', 810), told('pipeline/TenantReady/2', 811)];
    expect(kinds(...resumed)).toEqual([]);
    expect(needs(...resumed, health(false, 850, 600))).toMatchObject([{ kind: 'unwell', since: at(800) }]);
  });
});
