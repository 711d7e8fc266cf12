import { expect, test } from '@jest/globals';
import { invitationText, senderText, undeliveredText } from './administrator-text.ts';

const since = (at: string): string => `<${at}>`;

test('an invitation says until when it counts, and what to do when it does not', () => {
  expect(invitationText({ state: 'invited', at: 'a', expiresAt: 'b' }, since)).toBe('invited <a>, expires <b>');
  expect(invitationText({ state: 'expired', at: 'a', expiresAt: 'b' }, since)).toBe('expired <b>: send the invitation again');
  expect(invitationText({ state: 'not-invited' }, since)).toContain('when the domain answers');
});

test('mail from Cognito says why, and what comes of it when nothing hinders any more', () => {
  expect(senderText({ sender: 'domain', hindrances: [] })).toBe("the tenant's own domain, by SES");
  expect(senderText({ sender: 'cognito', hindrances: ['sandbox', 'unverified'] })).toContain('production access; SES has not verified');
  expect(senderText({ sender: 'cognito', hindrances: [] })).toContain('within an hour');
});

test('what came back is unknown where nobody says, and never nothing', () => {
  const undelivered = { bounces: 1, complaints: 2, lastAt: 'a' };
  expect(undeliveredText({ sender: 'cognito', hindrances: [], undelivered: { bounces: 0, complaints: 0 } }, since)).toContain('unknown');
  expect(undeliveredText({ sender: 'domain', hindrances: [] }, since)).toContain('unknown');
  expect(undeliveredText({ sender: 'domain', hindrances: [], undelivered: { bounces: 0, complaints: 0 } }, since)).toBe(
    'nothing came back',
  );
  expect(undeliveredText({ sender: 'domain', hindrances: [], undelivered }, since)).toMatch(/1 address that.* 2 addresses.* last <a>$/);
});
