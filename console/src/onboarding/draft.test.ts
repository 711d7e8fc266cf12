import { describe, expect, test } from '@jest/globals';
import { checkDraft, type Draft, emptyDraft, fieldErrorsOf, readDraft, requestOf, withName, withSlug } from './draft.ts';

const rules = {
  rootDomain: 'app.example.com',
  prefix: { default: 20, min: 18, max: 24 },
  cells: [{ name: 'a', pool: '10.64.0.0/12', capacity: 123 }],
  reservedSlugs: ['www', 'api'],
  plans: [],
};
const right: Draft = { ...emptyDraft, name: 'Mercy Hospital', slug: 'mercy', adminEmail: 'it@mercy.example' };
const errorsOf = (change: Partial<Draft>) => checkDraft({ ...right, ...change }, rules);

test('a draft in order has no errors', () => expect(errorsOf({})).toEqual({}));

test('a name with a character that nobody sees is told which, where, and what to do', () => {
  expect(errorsOf({ name: 'Klinik\u200bSüd' }).name).toBe(
    'Character 7 is U+200B, a zero-width space. Remove it, or type the text instead of pasting it.',
  );
});

describe('the slug', () => {
  test('follows the name until a person writes one, and again when that is emptied', () => {
    const named = withName(emptyDraft, 'Klinik Süd & West');
    expect(named.slug).toBe('klinik-sud-west');
    const typed = withName(withSlug(named, 'sued'), 'Another Name');
    expect(typed.slug).toBe('sued');
    expect(withName(withSlug(typed, ''), 'Klinik Nord').slug).toBe('klinik-nord');
  });
  test('begins with a letter, whatever the name begins with', () =>
    expect(withName(emptyDraft, '3rd St. Hospital').slug).toBe('rd-st-hospital'));
  test.each(['a', '1st', 'with space', 'ends-', 'es--hospital', 'x'.repeat(41)])('%s is none', (slug) =>
    expect(errorsOf({ slug })).toHaveProperty('slug'),
  );
  test('must not be reserved', () => expect(errorsOf({ slug: 'www' }).slug).toMatch(/reserved/));
  test('leaves the domain at most 64 octets, the most of a certificate', () => {
    const long = { ...rules, rootDomain: `${'d'.repeat(40)}.example.com` };
    expect(checkDraft({ ...right, slug: 'a'.repeat(20) }, long).slug).toMatch(/at most 11 characters/);
  });
});

describe('a range of one’s choice', () => {
  const error = (cidr: string) => errorsOf({ range: 'exact', cidr }).cidr;
  test('is a CIDR block', () => expect(error('10.64.0.0')).toMatch(/10\.64\.0\.0\/20/));
  test('has no host bits; the right one is named', () => expect(error('10.64.16.1/20')).toMatch(/10\.64\.16\.0\/20/));
  test('has a size that the pool allows', () => expect(error('10.64.0.0/16')).toMatch(/\/18 to \/24/));
  test('lies in a pool', () => expect(error('10.0.0.0/20')).toMatch(/10\.64\.0\.0\/12/));
  test('that is right is no error', () => expect(error('10.79.240.0/20')).toBeUndefined());
  test('is not looked at when another choice was made', () => expect(errorsOf({ range: 'automatic', cidr: 'nonsense' })).toEqual({}));
});

test('without the rules of the deployment what needs none is checked', () => {
  expect(checkDraft({ ...right, adminEmail: 'nobody', slug: 'www' }, undefined)).toEqual({ adminEmail: expect.any(String) });
});

test('only the range that was chosen is sent', () => {
  const draft: Draft = { ...right, cidr: '10.64.0.0/20', cidrPrefix: 22 };
  expect(requestOf({ ...draft, range: 'automatic' })).not.toHaveProperty('cidr');
  expect(requestOf({ ...draft, range: 'size' })).toMatchObject({ cidrPrefix: 22 });
  expect(requestOf({ ...draft, range: 'exact' })).toMatchObject({ cidr: '10.64.0.0/20' });
});

test("the API's problems are shown at their fields, the domain's at the slug", () => {
  const problems = [
    { field: '/domain', problem: 'mercy.app.example.com is taken', fix: 'Choose another.' },
    { field: '/variables/theme', problem: 'not a name', fix: 'Use upper case.' },
    { field: 'header Idempotency-Key', problem: 'missing', fix: 'Send one.' },
  ];
  expect(fieldErrorsOf(problems)).toEqual({
    slug: 'Mercy.app.example.com is taken. Choose another.',
    variables: 'Not a name. Use upper case.',
  });
});

test('a kept draft of an older console has what is new as it is in an empty one', () => {
  expect(readDraft({ name: 'Mercy' })).toEqual({ ...emptyDraft, name: 'Mercy' });
  expect([readDraft(undefined), readDraft('x'), readDraft(null)]).toEqual([undefined, undefined, undefined]);
});
