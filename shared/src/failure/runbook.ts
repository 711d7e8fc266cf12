/** Placeholder for the runbook's URL in texts of the product; it stays where the configuration has no URL. */
const RUNBOOK = 'docs/runbook.md';

/** The text with the runbook's address in place of its path, where there is one: `docs/runbook.md#stalled-stage` becomes a link. */
export const withRunbook = (text: string, runbookUrl: string | undefined): string => text.replaceAll(RUNBOOK, runbookUrl ?? RUNBOOK);

/** Members in which the product says what to do; what people have entered has other names. */
const TOLD: readonly string[] = ['advice', 'fix', 'detail', 'link', 'unknown'];

const told = (member: unknown, runbookUrl: string | undefined): unknown => {
  if (typeof member === 'string') return withRunbook(member, runbookUrl);
  return Array.isArray(member) ? member.map((one: unknown) => told(one, runbookUrl)) : member;
};

/**
 * `JSON.stringify` with the runbook's address in texts that say what to do, however deep they are. Records keep the path: where people
 * read the runbook may change.
 */
export const jsonWithRunbook = (value: unknown, runbookUrl: string | undefined): string =>
  JSON.stringify(value, (name, member: unknown) => (TOLD.includes(name) ? told(member, runbookUrl) : member));

/** A failure, or the detail of an event, with the runbook's address in its advice. */
export const advisedAt = <T extends object>(one: T, runbookUrl: string | undefined): T =>
  'advice' in one && typeof one.advice === 'string' ? { ...one, advice: withRunbook(one.advice, runbookUrl) } : one;
