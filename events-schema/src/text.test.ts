import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TenantRequested } from './admin.ts';
import { allEvents } from './all.ts';
import * as entry from './entry.ts';
import { samples } from './testing/samples.ts';
import { refusedCharacter } from './text.ts';

/** Every code point that is one character of a string. */
const everyCharacter = function* (): Generator<string> {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
    if (codePoint < 0xd800 || codePoint > 0xdfff) yield String.fromCodePoint(codePoint);
  }
};

describe('a text that a person enters', () => {
  test.each([
    ['Klinik\u200bSüd', 'character 7 is U+200B, a zero-width space', /Remove it/],
    ['Clinique\u00a0Sud', 'character 9 is U+00A0, a no-break space', /plain space/],
    ['« Sud\u202f»', 'character 6 is U+202F, a narrow no-break space', /plain space/],
    ['👩\u200d⚕ Klinik', 'character 2 is U+200D, a zero-width joiner', /Remove it/],
    ['one\ntwo', 'character 4 is U+000A, a line break', /plain space/],
    ['\u0007', 'character 1 is U+0007, a control character', /Remove it/],
    ['a\ue000', 'character 2 is U+E000, a private character, which means nothing elsewhere', /Remove it/],
    ['a\ud800', 'character 2 is U+D800, half a character', /Remove it/],
    ['a\u{e0041}', 'character 2 is U+E0041, an invisible format character', /Remove it/],
    ['a\u0378', 'character 2 is U+0378, no character of Unicode yet', /Remove it/],
    ['a\u2003b', 'character 2 is U+2003, a space that is not the plain one', /plain space/],
  ])('%j is refused: what is wrong is named by code point and place', (text, problem, fix) => {
    expect(refusedCharacter(text)).toMatchObject({ problem, fix: expect.stringMatching(fix) });
    for (const rule of [entry.name, entry.plan, entry.reason, entry.variables.valueType]) {
      expect(rule.safeParse(`abc${text}abc`).success).toBe(false);
    }
  });

  test.each(['Klinik Süd & West', 'Clínica №1 «Norte»', 'あおい病院', 'مستشفى الملك', 'Zdraví™ 🏥', 'e\u0301'])('%s is taken', (text) => {
    expect(refusedCharacter(text)).toBeUndefined();
    expect(entry.name.parse(text)).toBe(text);
  });

  test('is refused wherever the character stands, and the place is counted in characters', () => {
    const visible = fc.array(fc.constantFrom(...'aé病🏥 .'), { maxLength: 20 });
    fc.assert(
      fc.property(visible, visible, fc.constantFrom('\u200b', '\u00a0', '\t', '\u00ad'), (before, after, refused) => {
        expect(refusedCharacter([...before, refused, ...after].join(''))?.position).toBe(before.length + 1);
      }),
    );
  });

  test('has no character that Cognito refuses in the subject of an invitation, of all there are', () => {
    // The pattern of EmailVerificationSubjectType; `\s` of Java is these six (java.util.regex.Pattern).
    const cognito = /^[\p{L}\p{M}\p{S}\p{N}\p{P} \t\n\v\f\r]+$/u;
    const wrong = [...everyCharacter()].filter((character) => !refusedCharacter(character) && !cognito.test(character));
    expect(wrong).toEqual([]);
  });
});

describe('a label', () => {
  test.each(['es--hospital', 'xn--klinik-sd-b6a', 'ab--', 'xn--a'])('%s has hyphens in places 3 and 4: no certificate', (label) => {
    expect(entry.slug.safeParse(label).success).toBe(false);
  });
  test.each(['es-hospital', 'e--hospital', 'hospital--es', 'mercy'])('%s gets one', (label) => {
    expect(entry.slug.parse(label)).toBe(label);
  });
});

describe('an e-mail address', () => {
  const domain = 'klinik.example';
  test('has at most 128 characters, of which 64 before the @', () => {
    expect(entry.email.safeParse(`${'a'.repeat(64)}@${domain}`).success).toBe(true);
    expect(entry.email.safeParse(`${'a'.repeat(65)}@${domain}`).success).toBe(false);
    const long = `${'a'.repeat(60)}@${'b'.repeat(50)}.${'c'.repeat(10)}.example`;
    expect(entry.email.safeParse(long).success).toBe(long.length <= 128);
    expect(entry.email.safeParse(`${'a'.repeat(60)}@${'b'.repeat(60)}.example`).success).toBe(false);
  });
});

test('what the archive holds is read as before: events are not as strict as people are asked to be', () => {
  const { detail } = allEvents.find(({ name }) => name === TenantRequested.name) ?? TenantRequested;
  const old = { name: 'Klinik\u200bSüd', slug: 'es--hospital', plan: 'a\u00a0plan', variables: { A: 'one\ntwo' } };
  expect(detail.parse({ ...samples.TenantRequested, ...old })).toMatchObject(old);
});
