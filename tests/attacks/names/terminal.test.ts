import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fakeTerminal } from '../../../cli/src/testing/fake-terminal.ts';
import { before, MERCY, stalledNetwork, summary, tenant } from '../../../cli/src/testing/samples.ts';
import { guarded, visible } from '../../../cli/src/visible.ts';
import { attack } from '../attack.ts';

/** Title of the window, cursor, colours, clipboard, a line that looks like one of ours; as 7 and as 8 bits; text that runs backwards. */
const TRICKS = [
  '\u001b]0;owned\u0007',
  '\u001b[2J\u001b[1;1H',
  '\u001b[31mred',
  '\u001b]52;c;cm0gLXJmIC8=\u0007',
  '\u009b31mred',
  '\rready',
  '\u0008\u0008\u0008ok',
  '\n✔ st-mary is ready',
  '\u2028next',
  '\u202eyadot',
  '\u200b',
  '\udc00',
  '\u{e0041}',
];
const unseen = /[^\P{C}\n]|[\u2028\u2029]/u;
const terminals: { remove: () => void }[] = [];
afterAll(() => {
  for (const one of terminals) one.remove();
});

/** The command in a terminal with colours, at an API that answers this whatever it is asked. */
const commandAt = (answer: (path: string) => { readonly status?: number; readonly body: object }) => {
  const made = fakeTerminal({
    apiUrl: 'https://api.example',
    isTTY: true,
    columns: 400,
    env: { NO_COLOR: '1' },
    fetch: async (url) => {
      const { status = 200, body } = answer(new URL(String(url)).pathname);
      return new Response(JSON.stringify(body), { status });
    },
  });
  terminals.push(made);
  return made;
};

const records = (trick: string) => {
  const said = `before ${trick} after`;
  const { failure, ...stalled } = stalledNetwork();
  const texts = failure && { ...failure, code: said, message: said, advice: said };
  const letter = {
    queue: 'network',
    messageId: 'm-1',
    kind: 'malformed',
    sentAt: before(1),
    receives: 1,
    code: said,
    message: said,
    summary: said,
  };
  const line = { at: before(1), by: said, action: said, target: said, outcome: 'refused', problem: said, reason: said };
  return (path: string) => {
    if (path === '/tenants') return { body: { tenants: [summary({ name: said, plan: said })] } };
    if (path.startsWith('/tenants/')) {
      const stages = [{ ...stalled, reason: said, ...(texts ? { failure: texts } : {}) }];
      return { body: tenant({ state: 'stalled', name: said, adminEmail: said, variables: { APP_A: said, [`APP_${trick}`]: '' }, stages }) };
    }
    if (path === '/audit') return { body: { lines: [line] } };
    if (path === '/dead-letters') {
      const about = {
        ...letter,
        advice: said,
        queues: [said],
        events: [said],
        tenants: [{ tenantId: said, tenantName: said }],
        letters: [letter],
      };
      return { body: { letters: [letter], groups: [about], isComplete: true } };
    }
    return path.startsWith('/dead-letters/')
      ? { body: { ...letter, advice: said, body: said } }
      : { status: 409, body: { type: `urn:tenantry:problem:${said}`, detail: said, errors: [{ field: said, problem: said, fix: said }] } };
  };
};
const COMMANDS = ['list', `show ${MERCY}`, `variables ${MERCY}`, 'audit', 'dlq list', 'dlq show m-1', 'quotas', 'verify-certificate x'];

attack('terminal-obeys-a-name', 'a name, a reason or an error in a record steers the terminal of who reads it', async () => {
  const { tenantry } = commandAt(records(TRICKS.join(' ')));
  for (const command of COMMANDS) {
    const { out, err } = await tenantry(...command.split(' '));
    const shown = out + err;
    expect({ command, found: unseen.exec(shown)?.[0] }).toEqual({ command, found: undefined });
    expect(shown).not.toMatch(/^✔ st-mary/m);
  }
  const plain = await commandAt(records('plain')).tenantry('list');
  expect(plain.out).toContain('before plain after');
});

attack('terminal-obeys-json', 'the same where JSON was asked for, which stays the same JSON', async () => {
  const all = TRICKS.join(' ');
  const { out } = await commandAt(records(all)).tenantry('list', '--json');
  expect(unseen.exec(out)).toBeNull();
  expect(JSON.parse(out)).toMatchObject({ tenants: [{ name: `before ${all} after` }] });
});

test('whatever a text is, a terminal obeys nothing in it, and no line of it stands where ours do', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visible(text);
      expect(unseen.test(shown)).toBe(false);
      for (const line of shown.split('\n').slice(1)) expect(line).toMatch(/^ {4}/);
    }),
  ));

test('an output lets through what the command itself writes', () => {
  const written: string[] = [];
  const output = guarded({ write: (text) => void written.push(text), isTTY: true, columns: 80 });
  const own = '\u001b[2A\u001b[0J\u001b[1mmercy\u001b[22m \u001b[31mstalled\u001b[39m\n';
  output.write(own);
  expect(written).toEqual([own]);
});
