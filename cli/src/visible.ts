import type { Client } from '@tenantry/api-client/client';
import type { Output } from './terminal.ts';

/** What a terminal obeys or does not show: control, format, private and unassigned characters, halves, separators of lines. */
const UNSEEN = '[\\p{C}\\p{Zl}\\p{Zp}]';
const unseen = new RegExp(UNSEEN, 'gu');
/** As JSON writes it, so that JSON with such characters stays the same JSON. */
const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/**
 * A text of somebody else, fit to be printed: what a terminal would obey is escaped (`\u001b`), and no line of it looks like one of ours,
 * because lines after the first are indented.
 */
export const visible = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .split('\n')
    .map((line) => line.replace(unseen, escaped))
    .join('\n    ');

/** The same for all texts in a value. */
export const visibleIn = <T>(value: T): T => {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map(visibleIn) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [visible(name), visibleIn(held)])) as T;
};

/** A client whose answers are fit to be printed. */
export const visibleClient = (api: Client): Client => (async (...call: Parameters<Client>) => visibleIn(await api(...call))) as Client;

/** Our colours (`style.ts`), a table that is drawn again from its first line (`progress-view.ts`), what shells complete (`completion.ts`), ends of lines of CSV (`api-client/src/csv.ts`). */
const OWN = '\\u001b\\[(?:1|2|22|3[1-6]|39)m|^(?:\\u001b\\[\\d+A)?\\u001b\\[0J|[\\n\\t]|\\r(?=\\n)';
const ownOrUnseen = new RegExp(`(${OWN})|${UNSEEN}`, 'gu');

/** An output that lets through what this command does to a terminal, and shows everything else. */
export const guarded = (output: Output): Output => ({
  write: (text) => output.write(text.replace(ownOrUnseen, (found, own?: string) => own ?? escaped(found))),
  get isTTY() {
    return output.isTTY;
  },
  get columns() {
    return output.columns;
  },
});
