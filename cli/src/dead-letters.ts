import type { Client } from '@tenantry/api-client/client';
import type { DeadLetter, DeadLetterGroup } from '@tenantry/api-client/generated/api';
import { age } from './durations.ts';
import { CommandError, EXIT, usageError } from './exit-code.ts';
import type { Invocation } from './invocation.ts';
import { fields, table } from './table.ts';

/** Enough of a message id to be unique on the screen. */
const SHORT = 8;

/**
 * The dead letter that somebody means: `queue/message-id`, or the beginning of its message id.
 * @throws CommandError when there is none, or more than one
 */
export const findDeadLetter = async (api: Client, meant: string): Promise<{ readonly queue: string; readonly messageId: string }> => {
  const [queue = '', messageId] = meant.split('/');
  if (messageId) return { queue, messageId };
  const { letters, isComplete } = await api('GET /dead-letters');
  const found = letters.filter((letter) => letter.messageId.startsWith(meant));
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1) throw usageError(`${found.length} dead letters begin with ${meant}`, 'write more of the message id');
  throw new CommandError(
    EXIT.notFound,
    `there is no dead letter ${meant}${isComplete ? '' : ' among those that could be read'}`,
    isComplete ? 'list them: tenantry dlq list' : 'somebody else looks at the same time: try again, or write queue/message-id',
  );
};

/** Letters by cause: why, whose, what to do, then each of them. */
export const groupsText = (groups: readonly DeadLetterGroup[], letters: readonly DeadLetter[], invocation: Invocation): string =>
  groups
    .map((group) => {
      const { summary, kind, events, tenants, advice } = group;
      const of = group.letters.flatMap((one) =>
        letters.filter(({ queue, messageId }) => queue === one.queue && messageId === one.messageId),
      );
      const whose = tenants.map(({ tenantId, tenantName = tenantId }) => tenantName).join(', ');
      const about = [`${of.length} ${of.length === 1 ? 'message' : 'messages'}`, kind, events.join(', '), whose && `of ${whose}`]
        .filter(Boolean)
        .join(' · ');
      const ids = of.map(({ messageId }) => messageId.slice(0, SHORT)).join(' ');
      const fix = advice ? `  fix: ${advice}\n` : '';
      return `${invocation.styles.bold(summary)}\n  ${about}\n${letterTable(of, invocation)}${fix}  then: ${invocation.styles.cyan(`tenantry dlq redrive ${ids} --reason …`)}\n`;
    })
    .join('\n');

const letterTable = (letters: readonly DeadLetter[], { styles, width, terminal }: Invocation): string =>
  table(
    ['MESSAGE', 'QUEUE', 'KIND', 'TENANT', 'EVENT', 'AGE', 'REASON'].map(styles.dim),
    letters.map(({ messageId, queue, kind, tenantId = '', tenantName = tenantId, event = '', sentAt, code, summary }) => [
      messageId.slice(0, SHORT),
      queue,
      kind,
      tenantName,
      event,
      age(sentAt, terminal.now()),
      kind === 'malformed' ? `${styles.red(code)}: ${summary}` : summary,
    ]),
    width,
  );

export const letterText = (letter: DeadLetter, { styles, terminal }: Invocation): string => {
  const { queue, messageId, kind, sentAt, tenantId, event, eventId, step, call, code, message, advice, body } = letter;
  const short = messageId.slice(0, SHORT);
  return `${styles.bold(`${queue}/${messageId}`)}  ${kind}\n${fields([
    ['sent', `${sentAt} (${age(sentAt, terminal.now())} ago)`],
    ['tenant', tenantId],
    ['event', [event, eventId].filter(Boolean).join(' ')],
    ['step', step],
    ['call', call],
    ['reason', `${styles.red(code)}: ${letter.kind === 'malformed' ? letter.summary : message}`],
    ['fix', advice],
    ['then', styles.cyan(`tenantry dlq redrive ${short}${letter.repairedBy ? ' --detail repaired.json' : ''} --reason …`)],
    ['or', styles.cyan(`tenantry dlq discard ${short} --reason …`)],
  ])}\n${typeof body === 'string' ? body : JSON.stringify(body, null, 2)}\n`;
};
