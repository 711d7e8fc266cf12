import { expect, test } from '@jest/globals';
import { fromAddress, hindrancesOf, mailConfiguration, wantedSender } from './sender.ts';

const free = { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'HEALTHY' };
const verified = { VerifiedForSendingStatus: true, DkimAttributes: { Status: 'SUCCESS' as const } };
const pool = { Arn: 'arn:aws:cognito-idp:eu-central-1:200000000001:userpool/eu-central-1_abc' };
const tenant = { name: 'St. Anna & Söhne', domain: 'anna.example' };

test('a domain sends once it is verified, and its account is out of the sandbox and not paused', () => {
  expect(hindrancesOf(free, verified)).toEqual([]);
  expect(hindrancesOf({ ...free, ProductionAccessEnabled: false }, verified)).toEqual(['sandbox']);
  expect(hindrancesOf(free, undefined)).toEqual(['unverified']);
  expect(hindrancesOf(free, { ...verified, DkimAttributes: { Status: 'PENDING' } })).toEqual(['unverified']);
  expect(hindrancesOf({ ...free, SendingEnabled: false }, verified)).toEqual(['paused']);
  expect(hindrancesOf({ ...free, EnforcementStatus: 'SHUTDOWN' }, verified)).toEqual(['paused']);
  expect(hindrancesOf({}, undefined)).toEqual(['sandbox', 'unverified', 'paused']);
});

test('where nobody may ask, the sender stays', () => {
  const sends = (EmailSendingAccount?: 'DEVELOPER' | 'COGNITO_DEFAULT') => ({ EmailConfiguration: { EmailSendingAccount } });
  expect(wantedSender(sends('DEVELOPER'), ['not-asked'])).toBe('domain');
  expect(wantedSender(sends(), ['not-asked'])).toBe('cognito');
  expect(wantedSender(sends('DEVELOPER'), ['paused'])).toBe('cognito');
  expect(wantedSender(sends('COGNITO_DEFAULT'), [])).toBe('domain');
});

test('the sender is an address of the domain, of the account and region of the pool', () => {
  expect(mailConfiguration('domain', pool, tenant)).toEqual({
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: 'arn:aws:ses:eu-central-1:200000000001:identity/anna.example',
    From: '=?UTF-8?B?U3QuIEFubmEgJiBTw7ZobmU=?= <no-reply@anna.example>',
  });
  expect(mailConfiguration('cognito', pool, tenant)).toEqual({ EmailSendingAccount: 'COGNITO_DEFAULT' });
  expect(() => mailConfiguration('domain', {}, tenant)).toThrow('no ARN');
});

test('a name that no header holds in one word is left out', () => {
  expect(fromAddress('ö'.repeat(22), 'anna.example')).toMatch(/^=\?UTF-8\?B\?.+\?= <no-reply@anna\.example>$/);
  expect(fromAddress('ö'.repeat(23), 'anna.example')).toBe('no-reply@anna.example');
});
