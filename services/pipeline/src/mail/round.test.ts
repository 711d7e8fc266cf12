import { expect, test } from '@jest/globals';
import type { MailSender } from '@tenantry/shared/domain/mail';
import { mailRound, ROUND, type RoundPorts } from './round.ts';

const UNTIL = Date.parse('2026-11-23T09:00:00.000Z');
const sends = (is: MailSender, wanted: MailSender) => async () => ({ is, wanted });

/** A round over tenants of which the test says what AWS has. */
const round = async (more: Partial<RoundPorts>, tenants: RoundPorts['live'] = async () => [{ tenantId: 'T', isAtRest: true }]) => {
  const said: (readonly [string, object])[] = [];
  const failed: string[] = [];
  const failures = await mailRound(
    {
      live: tenants,
      sender: sends('cognito', 'cognito'),
      undelivered: async () => ({ bounces: 0, complaints: 0 }),
      publish: async (name, detail) => void said.push([name, detail]),
      failed: (tenantId) => failed.push(tenantId),
      ...more,
    },
    UNTIL,
  );
  return { said, failed, failures };
};

test('a sender that has to change is said once, by an id that a repeated round has again', async () => {
  const first = await round({ sender: sends('cognito', 'domain') });
  expect(first.said).toEqual([
    ['MailSenderChanged', expect.objectContaining({ sender: 'domain', eventId: 'T/pipeline/MailSenderChanged/2026-11-23T09:00:00.000Z' })],
  ]);
  expect((await round({ sender: sends('cognito', 'domain') })).said).toEqual(first.said);
  expect((await round({ sender: sends('domain', 'domain') })).said).toEqual([]);
});

test('a stage that is at work, or has stalled, is not asked again each hour', async () => {
  const busy = async () => [{ tenantId: 'T', isAtRest: false }];
  expect((await round({ sender: sends('cognito', 'domain') }, busy)).said).toEqual([]);
});

test('what came back in the hour before is said as numbers', async () => {
  const asked: number[] = [];
  const undelivered: RoundPorts['undelivered'] = async (_tenantId, since, until) => {
    asked.push(since, until);
    return { bounces: 2, complaints: 1 };
  };
  const { said } = await round({ undelivered });
  expect(asked).toEqual([UNTIL - ROUND, UNTIL]);
  expect(said).toEqual([
    [
      'MailUndelivered',
      expect.objectContaining({ bounces: 2, complaints: 1, from: '2026-11-23T08:00:00.000Z', until: '2026-11-23T09:00:00.000Z' }),
    ],
  ]);
});

test('a tenant that cannot be looked at stops nobody else, and is counted', async () => {
  const three = async () => ['A', 'B', 'C'].map((tenantId) => ({ tenantId, isAtRest: true }));
  const sender: RoundPorts['sender'] = async (tenantId) => {
    if (tenantId === 'B') throw new Error('no role');
    return { is: 'cognito', wanted: 'domain' };
  };
  const { said, failed, failures } = await round({ sender }, three);
  expect([failures, failed, said.length]).toEqual([1, ['B'], 2]);
});
