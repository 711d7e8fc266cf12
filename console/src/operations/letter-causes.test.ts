import { expect, test } from '@jest/globals';
import { letter } from '../../../cli/src/testing/operation-samples.ts';
import { causesOf, problemText } from './letter-causes.ts';

const stalled = { kind: 'stalled' as const, code: 'NatGatewayLimitExceeded', call: 'EC2 CreateNatGateway', event: undefined };

test('one malformed event is one cause, however many stages have it', () => {
  const letters = ['network', 'edge', 'dns'].map((queue, i) => letter({ queue, messageId: `${i}`, eventId: 'event-1' }));
  const causes = causesOf([...letters, letter({ messageId: 'x', eventId: 'event-2' })]);
  expect(causes.map((cause) => [cause.letters.length, cause.queues])).toEqual([
    [3, ['dns', 'edge', 'network']],
    [1, ['network']],
  ]);
});

test('the same call that fails with the same error is one cause, with the tenants that it concerns', () => {
  const of = (tenantId: string, sentAt: string) => letter({ ...stalled, tenantId, sentAt, messageId: `${tenantId} ${sentAt}` });
  const [cause, ...others] = causesOf([of('a', '2026-11-24T08:00:00Z'), of('b', '2026-11-24T07:00:00Z'), of('a', '2026-11-24T09:00:00Z')]);
  expect(others).toEqual([]);
  expect(cause).toMatchObject({
    title: 'NatGatewayLimitExceeded (EC2 CreateNatGateway)',
    tenants: ['a', 'b'],
    since: '2026-11-24T07:00:00Z',
  });
});

test('another error, another call or another kind is another cause', () => {
  const causes = causesOf([letter(stalled), letter({ ...stalled, code: 'Other' }), letter({ ...stalled, call: 'EC2 Other' }), letter()]);
  expect(causes).toHaveLength(4);
  expect(causesOf([])).toEqual([]);
});

test('twelve missing fields are one sentence', () => {
  const none = 'Invalid input: expected string, received undefined';
  expect(problemText(`AccountReady: tenantId: ${none}; eventId: ${none}; roles.network: ${none}`)).toBe(
    '3 fields are missing: tenantId, eventId, roles.network.',
  );
  expect(problemText(`tenantId: ${none}`)).toBe('1 field is missing: tenantId.');
  expect(problemText('accountId: an AWS account id has 12 digits')).toBe('accountId: an AWS account id has 12 digits');
});
