import type { DeadLetter } from '@tenantry/api-client/generated/api';

/** Failed messages that have one cause: they are sent again, or discarded, together. */
export interface Cause {
  readonly id: string;
  readonly kind: DeadLetter['kind'];
  /** The error as a person reads it. */
  readonly title: string;
  readonly message: string;
  readonly letters: readonly DeadLetter[];
  /** Ids of tenants, each once. */
  readonly tenants: readonly string[];
  readonly queues: readonly string[];
  /** When the first was sent, ISO 8601. */
  readonly since: string;
}

/** One malformed event comes to every stage that receives it: all of them have its id. Of the rest, the same call fails with the same error. */
const keyOf = ({ kind, event = '', eventId, code, call = '' }: DeadLetter): string =>
  kind === 'malformed' ? `malformed ${eventId ?? event}` : [kind, code, call].join(' ');

export const errorText = ({ code, call }: Pick<DeadLetter, 'code' | 'call'>): string => (call ? `${code} (${call})` : code);

/** The causes of the messages, that of the most messages first. */
export const causesOf = (letters: readonly DeadLetter[]): readonly Cause[] =>
  [...Map.groupBy(letters, keyOf)]
    .map(([id, all]): Cause => {
      const [first] = all;
      const { kind = 'exhausted', event, code = '', call = '' } = first ?? {};
      return {
        id,
        kind,
        title: kind === 'malformed' ? `${event ?? 'An event'}: ${code}` : errorText({ code, call }),
        message: problemText(first?.message ?? ''),
        letters: all,
        tenants: [...new Set(all.map(({ tenantId }) => tenantId))].filter((tenantId) => tenantId !== undefined),
        queues: [...new Set(all.map(({ queue }) => queue))].sort(),
        since: all.map(({ sentAt }) => sentAt).sort()[0] ?? '',
      };
    })
    .sort((a, b) => b.letters.length - a.letters.length || (a.since < b.since ? -1 : 1));

/** zod's words for a field that is not there, which stand once for every such field. */
const MISSING = /([\w./[\]]+): Invalid input: expected \w+, received undefined[;,.]?\s*/g;
/** An error of many missing fields in one sentence; any other as it is. */
export const problemText = (message: string): string => {
  const missing = [...message.matchAll(MISSING)].map(([, field]) => field);
  if (missing.length === 0) return message;
  // What is left of `AccountReady: tenantId: Invalid input …` is the event, which stands beside it.
  const rest = message
    .replace(MISSING, '')
    .replace(/^\w+:\s*/, '')
    .trim();
  const fields =
    missing.length === 1 ? `1 field is missing: ${missing[0]}.` : `${missing.length} fields are missing: ${missing.join(', ')}.`;
  return rest ? `${fields} ${rest}` : fields;
};
