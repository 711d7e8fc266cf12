import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { knownRangesOf, takenBy } from '../../quotas/ranges.ts';
import type { TenantListing } from '../../table/items.ts';
import { checkTenantRequest } from './tenant-request.ts';

const config = configOf('dev');
const body = { name: 'Mercy Hospital', domain: 'mercy.app.localhost', adminEmail: 'it@mercy.example', plan: 'standard' };
const check = (changes: object, from: object = body) => checkTenantRequest({ ...from, ...changes }, config);
const refused = (changes: object, from?: object) => {
  const checked = check(changes, from);
  if (checked.ok) throw new Error(`accepted: ${JSON.stringify(checked.value)}`);
  return checked.fields;
};
const { domain: _, ...nameless } = body;

describe('a request for a tenant', () => {
  test('takes its slug from the domain, whatever its case and final dot', () => {
    expect(check({ domain: 'Mercy.App.Localhost.' })).toEqual({
      ok: true,
      value: { ...body, slug: 'mercy', variables: {} },
    });
  });

  test('takes its domain from the slug, or both from the name', () => {
    expect(check({ slug: 'mercy' }, nameless)).toMatchObject({ ok: true, value: { slug: 'mercy', domain: 'mercy.app.localhost' } });
    expect(check({ name: ' 3. Klinik Süd & West ' }, nameless)).toMatchObject({
      ok: true,
      value: { domain: 'klinik-sud-west.app.localhost' },
    });
    expect(refused({ name: '!' }, nameless)).toMatchObject([{ field: '/slug', fix: 'Give slug or domain.' }]);
  });

  test.each([
    [
      'a domain outside the root domain',
      { domain: 'mercy.example.com' },
      '/domain',
      /Use a domain directly under it: <label>\.app\.localhost/,
    ],
    ['the root domain itself', { domain: 'app.localhost' }, '/domain', /directly under it/],
    ['a domain more than one label deep', { domain: 'north.mercy.app.localhost' }, '/domain', /Use one label: north-mercy\.app\.localhost/],
    ['a domain of more than 64 octets', { domain: `${'m'.repeat(51)}.app.localhost` }, '/domain', /at most 50 characters/],
    ['a label that DNS does not take', { domain: 'mercy_.app.localhost' }, '/domain', /lower-case letters/],
    ['a reserved slug', { domain: 'superadmin.app.localhost' }, '/domain', /Choose another label/],
    ["a slug that is not the domain's label", { slug: 'grace' }, '/slug', /Leave slug out, or use "mercy"/],
    ['an address that is none', { adminEmail: 'it' }, '/adminEmail', /e-mail address/],
    ['a label that a proxy is looked up by', { domain: 'wpad.app.localhost' }, '/domain', /Choose another label/],
    ['a label with hyphens in places 3 and 4', { domain: 'es--hospital.app.localhost' }, '/domain', /Use 3 to 40 lower-case letters/],
    ['a name with an invisible character', { name: 'Klinik\u200bSüd' }, '/name', /Remove it/],
    ['a name with a no-break space', { name: 'Clinique\u00a0Sud' }, '/name', /plain space/],
    ['a plan with a line break', { plan: 'a\nb' }, '/plan', /plain space/],
    ['a plan that is not in the catalogue', { plan: 'gold' }, '/plan', /Choose one of standard, small, large/],
    ['a variable with an invisible character', { variables: { APP_THEME: 'blue\ufeff' } }, '/variables/APP_THEME', /Remove it/],
    [
      'an address of more than 128 characters',
      { adminEmail: `it@${'m'.repeat(60)}.${'m'.repeat(60)}.example` },
      '/adminEmail',
      /at most 128/,
    ],
    ['a missing name', { name: undefined }, '/name', /The tenant's name, 1 to 100 characters/],
    ['an unknown field', { color: 'blue' }, '/color', /Remove it; known are name, slug/],
    ['a range that is no CIDR block', { cidr: '10.64.0.0' }, '/cidr', /Write it as 10\.64\.0\.0\/20/],
    ['a range with host bits', { cidr: '10.64.1.0/20' }, '/cidr', /Did you mean 10\.64\.0\.0\/20/],
    ['a range larger than the limits', { cidr: '10.64.0.0/16' }, '/cidr', /\/18 to \/24/],
    ['a size smaller than the limits', { cidrPrefix: 28 }, '/cidrPrefix', /\/18 to \/24/],
    ['a range outside the pools', { cidr: '10.128.0.0/20' }, '/cidr', /within 10\.64\.0\.0\/12/],
    ['a range within the hub', { cidr: '10.0.16.0/20' }, '/cidr', /within 10\.64\.0\.0\/12/],
    ['a range within the database VPC', { cidr: '10.1.16.0/20' }, '/cidr', /within 10\.64\.0\.0\/12/],
    ["a range within the builds' VPC", { cidr: '10.2.16.0/20' }, '/cidr', /within 10\.64\.0\.0\/12/],
    ['a reserved range', { cidr: '10.250.0.0/20' }, '/cidr', /within 10\.64\.0\.0\/12/],
    ['a range and a size', { cidr: '10.64.0.0/20', cidrPrefix: 22 }, '/cidrPrefix', /Leave out cidrPrefix/],
    ['a variable with a name of no form', { variables: { THEME: 'x' } }, '/variables/THEME', /Use APP_ and/],
    ['a level of logs that there is not', { variables: { LOG_LEVEL: 'LOUD' } }, '/variables/LOG_LEVEL', /one of DEBUG, INFO/],
    [
      'more variables than Lambda takes',
      { variables: Object.fromEntries([...'ABCDEFG'].map((name) => [`APP_${name}`, 'x'.repeat(512)])) },
      '/variables',
      /Lambda/,
    ],
  ])('%s is refused: the answer names the field and the fix', (_what, changes, field, fix) => {
    expect(refused(changes)).toContainEqual({ field, problem: expect.any(String), fix: expect.stringMatching(fix) });
  });

  test('with several mistakes is told all of them', () => {
    expect(refused({ domain: 'a.b.app.localhost', cidr: '10.0.0.1/20' }).map(({ field }) => field)).toEqual(['/domain', '/cidr']);
  });

  test('with an invisible character in a label is told that, and nothing that follows from it', () => {
    expect(refused({ domain: 'mer\u200bcy.app.localhost' })).toEqual([
      { field: '/domain', problem: 'character 4 is U+200B, a zero-width space', fix: expect.any(String) },
    ]);
  });

  test('that is no object is refused', () => {
    for (const wrong of [null, [], 'text', 7])
      expect(checkTenantRequest(wrong, config)).toMatchObject({ ok: false, fields: [{ field: '/' }] });
  });
});

describe('a range that another tenant has', () => {
  const known = [{ cidr: '10.64.16.0/20', slug: 'grace' }];
  test.each(['10.64.16.0/20', '10.64.16.0/24', '10.64.0.0/18'])('%s is refused, naming that tenant', (cidr) => {
    expect(takenBy(cidr, known)).toMatchObject([{ field: '/cidr', problem: `${cidr} overlaps 10.64.16.0/20 of tenant grace` }]);
  });
  test('is free beside it', () => {
    expect(takenBy('10.64.32.0/20', known)).toEqual([]);
  });
  test('is refused while it rests after a tenant that is gone, and says until when; then it is free', () => {
    const restsSince = '2026-11-23T09:00:00.000Z';
    const gone = { slug: 'grace', restingCidr: '10.64.16.0/20', restsSince } as TenantListing;
    const after = (hours: number) => knownRangesOf([gone], { quarantineHours: 24 }, Date.parse(restsSince) + hours * 3_600_000);
    expect(takenBy('10.64.16.0/20', after(23))).toMatchObject([
      { problem: '10.64.16.0/20 overlaps 10.64.16.0/20 of tenant grace, which rests until 2026-11-24T09:00:00.000Z' },
    ]);
    expect(takenBy('10.64.16.0/20', after(25))).toEqual([]);
  });
});
