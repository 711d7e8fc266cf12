/** How texts of the product name the runbook while the configuration does not say where people read it. */
const RUNBOOK = 'docs/runbook.md';

/** The text with the runbook's address in place of its path, where there is one: `docs/runbook.md#stalled-stage` becomes a link. */
export const withRunbook = (text: string, runbookUrl: string | undefined): string => text.replaceAll(RUNBOOK, runbookUrl ?? RUNBOOK);
