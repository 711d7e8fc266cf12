/** How texts of the product name the runbook while the configuration does not say where people read it. */
const RUNBOOK = 'docs/runbook.md';

/** The text with the runbook's address in place of its path, where there is one: `docs/runbook.md#stalled-stage` becomes a link. */
export const withRunbook = (text: string, runbookUrl: string | undefined): string => text.replaceAll(RUNBOOK, runbookUrl ?? RUNBOOK);

/** Members in which the product says what to do; what people have entered has other names. */
const TOLD: readonly string[] = ['advice', 'fix', 'detail'];

/**
 * `JSON.stringify` with the runbook's address in what tells people what to do, however deep it lies. Records keep the path: where people
 * read the runbook may change.
 */
export const jsonWithRunbook = (value: unknown, runbookUrl: string | undefined): string =>
  JSON.stringify(value, (name, member: unknown) =>
    typeof member === 'string' && TOLD.includes(name) ? withRunbook(member, runbookUrl) : member,
  );

/** A failure, or the detail of an event, with the runbook's address in its advice. */
export const advisedAt = <T extends object>(told: T, runbookUrl: string | undefined): T =>
  'advice' in told && typeof told.advice === 'string' ? { ...told, advice: withRunbook(told.advice, runbookUrl) } : told;
