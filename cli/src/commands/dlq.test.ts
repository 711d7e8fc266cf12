import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { letter } from '../testing/operation-samples.ts';

const { terminal, taken } = commandFixture();
const letters = [letter(), letter({ messageId: 'aaaaaaaa-0002', queue: 'dns' }), letter({ messageId: 'bbbbbbbb-0001' })];
const done = (outcome: string) => ({ queue: 'network', messageId: 'bbbbbbbb-0001', outcome });
const groups = [
  {
    ...{ id: 'c', kind: 'malformed' as const, code: 'MalformedEvent', summary: '1 field is wrong: accountId', advice: 'Repair it.' },
    ...{ queues: ['network', 'dns'], events: ['AccountReady'], tenants: [], oldestAt: letter().sentAt, newestAt: letter().sentAt },
    letters: letters.map(({ queue, messageId }) => ({ queue, messageId })),
  },
];
const answers = {
  'GET /dead-letters': () => ({ letters, groups, queues: [{ queue: 'network', messages: 2 }], isComplete: true }),
  'GET /dead-letters/{queue}/{messageId}': () => letter(),
  'POST /dead-letters/redrive': () => ({
    done: [done('sent back to network')],
    refused: [{ queue: 'dns', messageId: 'x', problem: 'It is not there any more.' }],
  }),
  'POST /dead-letters/discard': () => ({ done: [], refused: [] }),
  'POST /dead-letters/{queue}/{messageId}/redrive': () => done('sent back to network'),
  'POST /dead-letters/{queue}/{messageId}/discard': () => done('deleted'),
};
const REDRIVE = 'POST /dead-letters/{queue}/{messageId}/redrive';
const DISCARD = 'POST /dead-letters/{queue}/{messageId}/discard';

describe('dlq list', () => {
  test('shows why each was given up', async () => {
    const { out } = await terminal(answers).tenantry('dlq', 'list', '--queue', 'network');
    expect(out).toMatch(/^1 field is wrong: accountId\n {2}3 messages · malformed · AccountReady\n/);
    expect(out).toMatch(/aaaaaaaa +network +malformed +AccountReady +10 min +MalformedEvent: 1 field is wrong: accountId/);
    expect(taken()).toMatchObject([{ query: { queue: 'network' } }]);
    expect(JSON.parse((await terminal(answers).tenantry('dlq', 'list', '--json')).out)).toEqual(answers['GET /dead-letters']());
  });
});

describe('a dead letter is meant', () => {
  test('by the beginning of its message id, or with its queue and without a search', async () => {
    await terminal(answers).tenantry('dlq', 'show', 'bbbb');
    expect(taken('GET /dead-letters/{queue}/{messageId}')).toMatchObject([{ path: { queue: 'network', messageId: 'bbbbbbbb-0001' } }]);
    await terminal(answers).tenantry('dlq', 'show', 'dns/x');
    expect(taken().at(-1)).toMatchObject({ path: { queue: 'dns', messageId: 'x' } });
  });

  test('by what fits several, or none: exit code 2, or 4', async () => {
    expect((await terminal(answers).tenantry('dlq', 'show', 'aaaa')).code).toBe(2);
    expect((await terminal(answers).tenantry('dlq', 'show', 'cccc')).code).toBe(4);
  });
});

test('dlq show has the reason, what to do, and the message itself', async () => {
  const { out } = await terminal(answers).tenantry('dlq', 'show', 'bbbb');
  expect(out).toMatch(/fix +Repair the detail and redrive it\./);
  expect(out).toContain('"accountId": "1"');
  expect(JSON.parse((await terminal(answers).tenantry('dlq', 'show', 'bbbb', '--json')).out)).toEqual(letter());
});

describe('dlq redrive', () => {
  test('sends letters back with a reason', async () => {
    const one = await terminal(answers).tenantry('dlq', 'redrive', 'bbbb', '--reason', 'it is fixed');
    expect([one.code, one.out]).toEqual([0, 'network/bbbbbbbb-0001: sent back to network\n']);
    expect(taken(REDRIVE)).toMatchObject([{ body: { reason: 'it is fixed' } }]);
    const { code, out } = await terminal(answers).tenantry('dlq', 'redrive', 'bbbb', 'dns/x', '--reason', 'it is fixed');
    expect([code, out]).toEqual([5, 'network/bbbbbbbb-0001: sent back to network\ndns/x: refused: It is not there any more.\n']);
    expect(taken('POST /dead-letters/redrive')).toMatchObject([
      { body: { reason: 'it is fixed', letters: [{ messageId: 'bbbbbbbb-0001' }, { queue: 'dns', messageId: 'x' }] } },
    ]);
  });

  test('sends a repaired detail from a file', async () => {
    const shell = terminal(answers);
    writeFileSync(path.join(shell.terminal.cwd, 'detail.json'), '{"accountId":"100000000006"}');
    await shell.tenantry('dlq', 'redrive', 'bbbb', '--reason', 'repaired', '--detail', 'detail.json');
    expect(taken(REDRIVE)).toMatchObject([{ body: { reason: 'repaired', detail: { accountId: '100000000006' } } }]);
    writeFileSync(path.join(shell.terminal.cwd, 'list.json'), '[1]');
    for (const wrong of ['list.json', 'missing.json'])
      expect((await shell.tenantry('dlq', 'redrive', 'bbbb', '--reason', 'r', '--detail', wrong)).code).toBe(2);
  });

  test('asks for the slug where only admins may repair the event', async () => {
    const admins = { ...answers, 'GET /dead-letters/{queue}/{messageId}': () => letter({ repairedBy: 'admin' }) };
    const words = ['dlq', 'redrive', 'bbbb', '--reason', 'repaired', '--detail', 'detail.json'];
    const write = (shell: ReturnType<typeof terminal>) => {
      writeFileSync(path.join(shell.terminal.cwd, 'detail.json'), '{}');
      return shell;
    };
    expect((await write(terminal(admins)).tenantry(...words)).code).toBe(2);
    expect(taken(REDRIVE)).toEqual([]);
    await write(terminal(admins, { typed: ['mercy'] })).tenantry(...words);
    await write(terminal(admins)).tenantry(...words, '--yes', 'mercy');
    expect(taken(REDRIVE).map(({ body }) => body)).toEqual(Array(2).fill({ reason: 'repaired', detail: {}, confirm: 'mercy' }));
  });

  test('without a reason is wrong usage', async () => {
    expect((await terminal(answers).tenantry('dlq', 'redrive', 'bbbb')).code).toBe(2);
    expect(taken(REDRIVE)).toEqual([]);
  });
});

describe('dlq discard', () => {
  test('asks first, or takes --yes where nobody is there', async () => {
    const words = ['dlq', 'discard', 'bbbb', '--reason', 'a test of ours'];
    expect((await terminal(answers).tenantry(...words)).code).toBe(2);
    expect((await terminal(answers, { typed: ['n'] }).tenantry(...words)).code).toBe(130);
    expect(taken(DISCARD)).toEqual([]);
    expect((await terminal(answers, { typed: ['y'] }).tenantry(...words)).code).toBe(0);
    expect((await terminal(answers).tenantry(...words, '--yes', '--json')).out).toContain('deleted');
    expect(taken(DISCARD)).toHaveLength(2);
  });
});
