import { createHash } from 'node:crypto';
import type { DeadLetter, DeadLetterGroup } from '../../contract/dead-letters.ts';

type Letter = Omit<DeadLetter, 'summary'>;
/** Fields that a line names. */
const NAMED = 5;
/** As zod says that there is nothing. */
const MISSING = /received undefined$/;

/**
 * Why a letter is one, in a line. Of an event that fits no schema the fields, in place of what the schema says of each:
 * `12 fields are missing: tenantId, eventId, …`. Pure.
 */
export const summaryOf = ({ kind, code, call, step, message, event }: Omit<Letter, 'body'>): string => {
  if (kind !== 'malformed') return `${[step, call].filter(Boolean).join(' ')} ${code}: ${message}`.trimStart();
  const problems = problemsIn(event && message.startsWith(`${event}: `) ? message.slice(event.length + 2) : message);
  if (!problems) return message;
  const missing = problems.filter(({ problem }) => MISSING.test(problem)).map(({ field }) => field);
  const wrong = problems.filter(({ problem }) => !MISSING.test(problem)).map(({ field }) => field);
  return [counted(missing, 'missing'), counted(wrong, 'wrong')].filter(Boolean).join('; ');
};

/** `slug: Invalid input…; name: …`; undefined for a text of another form. What SQS's attribute had no room for is left out. */
const problemsIn = (message: string): readonly { readonly field: string; readonly problem: string }[] | undefined => {
  const parts = message.split('; ').map((part) => /^([\w.]+): (.+)$/.exec(part));
  const found = parts.flatMap((part) => (part ? [{ field: part[1] ?? '', problem: part[2] ?? '' }] : []));
  return found.length > 0 && found.length >= parts.length - 1 ? found : undefined;
};

const counted = (fields: readonly string[], what: string): string => {
  if (fields.length === 0) return '';
  const named = fields.length > NAMED ? `${fields.slice(0, NAMED).join(', ')}, …` : fields.join(', ');
  return `${fields.length} ${fields.length === 1 ? 'field is' : 'fields are'} ${what}: ${named}`;
};

/** What has the same cause is one group, of all stages that heard it and of all tenants: the most letters first, then the oldest. Pure. */
export const groupsOf = (letters: readonly DeadLetter[]): readonly DeadLetterGroup[] => {
  const groups = new Map<string, readonly DeadLetter[]>();
  for (const letter of letters) groups.set(causeOf(letter), [...(groups.get(causeOf(letter)) ?? []), letter]);
  return [...groups]
    .map(([cause, of]) => groupOf(cause, of))
    .sort((a, b) => b.letters.length - a.letters.length || (a.oldestAt < b.oldestAt ? -1 : 1));
};

/** A stalled stage says of each tenant something else at length: its step, call and code count. */
const causeOf = ({ kind, queue, event = '', step = '', call = '', code, summary }: DeadLetter): string =>
  (kind === 'malformed' ? [kind, event, summary] : kind === 'exhausted' ? [kind, queue] : [kind, queue, step, call, code]).join('\n');

const groupOf = (cause: string, of: readonly DeadLetter[]): DeadLetterGroup => {
  const [first] = of as [DeadLetter];
  const { kind, code, summary, advice, call, step } = first;
  const times = of.map(({ sentAt }) => sentAt).sort();
  const tenants = new Map(
    of.flatMap(({ tenantId, tenantName }) => (tenantId ? [[tenantId, { tenantId, ...(tenantName ? { tenantName } : {}) }]] : [])),
  );
  return {
    id: createHash('sha256').update(cause).digest('hex').slice(0, 12),
    ...{ kind, code, summary, advice },
    ...(call ? { call } : {}),
    ...(step ? { step } : {}),
    queues: [...new Set(of.map(({ queue }) => queue))],
    events: [...new Set(of.flatMap(({ event }) => event ?? []))],
    tenants: [...tenants.values()],
    oldestAt: times[0] ?? '',
    newestAt: times.at(-1) ?? '',
    letters: of.map(({ queue, messageId }) => ({ queue, messageId })),
  };
};
