import { describe, expect, test } from '@jest/globals';
import type { DeadLetter } from '../../contract/dead-letters.ts';
import { groupsOf, summaryOf } from './groups.ts';

const letter = (messageId: string, more: Partial<DeadLetter>): DeadLetter => {
  const bare = {
    queue: 'network',
    messageId,
    kind: 'malformed' as const,
    sentAt: `2026-11-24T09:00:0${messageId}.000Z`,
    receives: 1,
    event: 'AccountReady',
    code: 'MalformedEvent',
    message: '',
    advice: 'Repair it.',
    body: {},
    ...more,
  };
  return { ...bare, summary: summaryOf(bare) };
};
const undefinedFields = (...fields: readonly string[]): string =>
  `AccountReady: ${fields.map((field) => `${field}: Invalid input: expected string, received undefined`).join('; ')}`;

describe('the reason of a letter is one line', () => {
  test.each([
    [
      'names what is missing once',
      undefinedFields('tenantId', 'eventId', 'at', 'slug', 'name', 'plan'),
      '6 fields are missing: tenantId, eventId, at, slug, name, …',
    ],
    [
      'tells missing from wrong',
      `${undefinedFields('slug')}; plan: Invalid input: expected string, received number`,
      '1 field is missing: slug; 1 field is wrong: plan',
    ],
    [
      'leaves another text as it is',
      'no event is called X: define it in events-schema',
      'no event is called X: define it in events-schema',
    ],
  ])('%s', (_what, message, expected) => {
    expect(letter('1', { message }).summary).toBe(expected);
  });
});

describe('letters of one cause are one group', () => {
  test('a malformed event that three stages heard', () => {
    const message = undefinedFields('tenantId');
    const heard = [letter('1', { message }), letter('2', { message, queue: 'edge' }), letter('3', { message, queue: 'dns' })];
    expect(groupsOf([...heard, letter('4', { message: undefinedFields('slug') })])).toMatchObject([
      {
        summary: '1 field is missing: tenantId',
        queues: ['network', 'edge', 'dns'],
        events: ['AccountReady'],
        letters: heard.map(({ queue, messageId }) => ({ queue, messageId })),
      },
      { summary: '1 field is missing: slug', letters: [{ queue: 'network', messageId: '4' }] },
    ]);
  });

  test('tenants that stalled at the same call, by its code; another stage or code is another cause', () => {
    const stalled = (id: string, tenantId: string, more: Partial<DeadLetter> = {}) =>
      letter(id, {
        kind: 'stalled',
        tenantId,
        tenantName: tenantId,
        step: 'natGateway',
        call: 'EC2 CreateNatGateway',
        code: 'Limit',
        message: `of ${tenantId}`,
        ...more,
      });
    const groups = groupsOf([
      stalled('2', 'B'),
      stalled('1', 'A'),
      stalled('3', 'A', { code: 'Denied' }),
      stalled('4', 'A', { queue: 'edge' }),
    ]);
    expect(groups.map(({ tenants, oldestAt }) => [tenants.map(({ tenantId }) => tenantId), oldestAt.slice(17, 19)])).toEqual([
      [['B', 'A'], '01'],
      [['A'], '03'],
      [['A'], '04'],
    ]);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(3);
  });
});
