import { describe, expect, test } from '@jest/globals';
import { alarmAnswer } from '../alarms/handlers.ts';
import { check, Warning } from './check.ts';
import { heartbeatInTime, noAlarm, nobodyNeedsAttention, noLetters, somebodyHears } from './operations.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const HOUR = 3_600_000;
const tenant = (slug: string, stalled: readonly string[]) => ({ slug, stalled, heardAt: '2026-11-24T11:00:00.000Z' }) as never;
const alarm = (name: string, state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING') => ({ name, state });

describe('a check warns of', () => {
  test.each([
    [
      'a tenant that needs attention',
      () => nobodyNeedsAttention([tenant('mercy', ['network']), tenant('ok', [])], NOW),
      '1 tenant needs attention: mercy',
    ],
    ['an alarm', () => noAlarm([alarm('a', 'ALARM'), alarm('b', 'OK')]), 'in ALARM: a'],
    ['alarms that nobody hears', () => somebodyHears({ confirmed: 0, pending: 0 }), 'nobody hears the alarms'],
    [
      'a subscription that waits to be confirmed',
      () => somebodyHears({ confirmed: 0, pending: 1 }),
      '1 subscription waits to be confirmed',
    ],
    ['a late heartbeat', () => heartbeatInTime(NOW - 3 * HOUR, NOW), 'last at 2026-11-24T09:00:00.000Z: nobody looks for quiet tenants'],
    ['a heartbeat that never ran', () => heartbeatInTime(undefined, NOW), 'it has not run yet'],
    ['a failed message', () => noLetters(1), '1 message'],
  ])('%s', async (_what, look, said) => {
    expect(look).toThrow(Warning);
    expect(await check('x', 'Do this.', async () => look())).toMatchObject({
      state: 'warning',
      isOk: false,
      detail: expect.stringContaining(said),
    });
  });

  test.each([
    ['tenants', () => nobodyNeedsAttention([tenant('ok', [])], NOW)],
    ['alarms', () => noAlarm([alarm('a', 'OK'), alarm('b', 'INSUFFICIENT_DATA')])],
    ['subscribers', () => somebodyHears({ confirmed: 1, pending: 1 })],
    ['the heartbeat', () => heartbeatInTime(NOW - HOUR, NOW)],
    ['letters', () => noLetters(0)],
  ])('nothing where there is nothing: %s', async (_what, look) => {
    expect(await check('x', 'Do this.', async () => look())).toMatchObject({ state: 'ok', isOk: true });
  });

  test('and fails for an alarm that is not deployed: nobody would be alarmed', async () => {
    expect(await check('alarms', 'Deploy it.', async () => noAlarm([alarm('a', 'MISSING')]))).toMatchObject({
      state: 'failed',
      isOk: false,
    });
  });
});

test('an alarm is shown with the section of the runbook that its description ends with', () => {
  const deployed = {
    name: 'tenantry-dev-x',
    state: 'OK' as const,
    description: 'It fails. Read the log. https://git.example.com/runbook.md#x',
  };
  expect(alarmAnswer(deployed, 'eu-central-1')).toEqual({
    name: 'tenantry-dev-x',
    state: 'OK',
    detail: 'It fails. Read the log.',
    link: 'https://git.example.com/runbook.md#x',
    url: 'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/tenantry-dev-x',
  });
});
