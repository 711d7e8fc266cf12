import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DeadLettersDone } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { act, type Context, leaf } from '../command.ts';
import { confirmUnless } from '../confirm.ts';
import { findDeadLetter, groupsText, letterText } from '../dead-letters.ts';
import { EXIT, type ExitCode, usageError } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { reasonOf } from '../reason.ts';
import { show as shown } from '../web.ts';

interface RedriveOptions {
  readonly reason?: string;
  readonly detail?: string;
  readonly yes?: string;
}
interface DiscardOptions {
  readonly reason?: string;
  readonly yes?: boolean;
}
const MEANT = 'A letter is named by the beginning of its message id, or by queue/message-id.';

export const dlq = (program: Command, context: Context): void => {
  const group = program.command('dlq').helpCommand(false).description('dead letters: messages that were given up, with the reason');

  const list = leaf(group, 'list', 'list dead letters of all queues, oldest first', ['', '--queue network']).option(
    '--queue <queue>',
    'only of this queue',
  );
  shown<{ readonly queue?: string }>(
    list,
    context,
    () => '/dead-letters',
    async (invocation, _args, { queue }) => {
      const { api } = await invocation.connect();
      const answer = await api('GET /dead-letters', { query: { queue } });
      invocation.print(answer, () =>
        answer.letters.length === 0 ? 'no dead letters\n' : groupsText(answer.groups, answer.letters, invocation),
      );
      if (!answer.isComplete) invocation.note('there are more, or somebody else looks at the same time');
      return undefined;
    },
  );

  const show = leaf(group, 'show <letter>', 'show a dead letter: why, what to do, and the message', [
    '3651f0c2',
    'network/3651f0c2-7f3d-4b0e-9a53-0d9c8a1f2b10',
  ]).addHelpText('after', `\n${MEANT}`);
  act(show, context, async (invocation, [meant = '']) => {
    const { api } = await invocation.connect();
    const letter = await api('GET /dead-letters/{queue}/{messageId}', { path: await pathOf(invocation, meant) });
    invocation.print(letter, () => letterText(letter, invocation));
    return undefined;
  });

  const redrive = leaf(group, 'redrive <letters...>', 'have dead letters worked on again: fix the cause first', [
    '3651f0c2 --reason "the quota was raised"',
    '3651f0c2 --detail repaired.json --reason "its slug was wrong"',
  ])
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('--detail <file>', "the event's detail, repaired, as a JSON file")
    .option('--yes <slug>', "the tenant's slug, where only admins may repair the event and nobody is there to type it")
    .addHelpText('after', `\n${MEANT}`);
  act<RedriveOptions>(redrive, context, async (invocation, meant, options) => {
    if (options.detail !== undefined && meant.length > 1) throw usageError('--detail repairs one letter', 'redrive them one by one');
    const detail = options.detail === undefined ? undefined : await detailIn(path.resolve(invocation.terminal.cwd, options.detail));
    const { api } = await invocation.connect();
    const letters = await Promise.all(meant.map((one) => pathOf(invocation, one)));
    const repair = detail === undefined ? {} : { detail, ...(await confirmation(invocation, letters, options.yes)) };
    const reason = await reasonOf(invocation, options.reason);
    const [letter] = letters;
    if (letter && letters.length === 1) {
      const done = [await api('POST /dead-letters/{queue}/{messageId}/redrive', { path: letter, body: { reason, ...repair } })];
      invocation.print(done, () => done.map(outcomeLine).join(''));
      return undefined;
    }
    return print(invocation, await api('POST /dead-letters/redrive', { body: { reason, letters } }));
  });

  const discard = leaf(group, 'discard <letters...>', 'delete dead letters; the audit keeps that they were there', [
    '3651f0c2 --reason "a test of another team" --yes',
  ])
    .option('--reason <text>', 'why, for the audit: 3 to 500 characters')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', `\n${MEANT}`);
  act<DiscardOptions>(discard, context, async (invocation, meant, options) => {
    const { api } = await invocation.connect();
    const letters = await Promise.all(meant.map((one) => pathOf(invocation, one)));
    await confirmUnless(options.yes, invocation, `Delete ${letters.length === 1 ? 'it' : `these ${letters.length}`} for ever?`);
    const reason = await reasonOf(invocation, options.reason);
    const [letter] = letters;
    if (letter && letters.length === 1) {
      const done = [await api('POST /dead-letters/{queue}/{messageId}/discard', { path: letter, body: { reason } })];
      invocation.print(done, () => done.map(outcomeLine).join(''));
      return undefined;
    }
    return print(invocation, await api('POST /dead-letters/discard', { body: { reason, letters } }));
  });
};

/** What became of several: of those that were refused, why. */
const print = (invocation: Invocation, { done, refused }: DeadLettersDone): ExitCode => {
  const lines = [...done, ...refused.map(({ problem, ...which }) => ({ ...which, outcome: `refused: ${problem}` }))];
  invocation.print({ done, refused }, () => lines.map(outcomeLine).join(''));
  return refused.length === 0 ? EXIT.ok : EXIT.refused;
};

/** What only admins may repair needs the tenant's slug typed; the API knows which it is. */
const confirmation = async (
  invocation: Invocation,
  [letter]: readonly { readonly queue: string; readonly messageId: string }[],
  yes: string | undefined,
): Promise<{ readonly confirm?: string }> => {
  if (yes !== undefined) return { confirm: yes };
  if (!letter) return {};
  const { terminal, isJson } = invocation;
  const { repairedBy } = await (await invocation.connect()).api('GET /dead-letters/{queue}/{messageId}', { path: letter });
  if (repairedBy !== 'admin') return {};
  if (!terminal.isInteractive || isJson) throw usageError('nobody is there to confirm it', "give the tenant's slug: --yes <slug>");
  return { confirm: await terminal.ask(`Type the tenant's slug to go on: `) };
};

const pathOf = async (invocation: Invocation, meant: string) => {
  const { queue, messageId } = await findDeadLetter((await invocation.connect()).api, meant);
  return { queue, messageId };
};

const outcomeLine = ({
  queue,
  messageId,
  outcome,
}: {
  readonly queue: string;
  readonly messageId: string;
  readonly outcome: string;
}): string => `${queue}/${messageId}: ${outcome}\n`;

const detailIn = async (file: string): Promise<Readonly<Record<string, unknown>>> => {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw usageError(`${file} cannot be read: ${error.message}`);
  });
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  } catch {
    // said below
  }
  throw usageError(`${file} holds no JSON object`, "it is the event's detail, without the envelope");
};
