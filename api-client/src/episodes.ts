import type { Episode } from './generated/api.ts';

/** What an episode of the timeline came to, in words. */
export const OUTCOMES: Readonly<Record<Episode['outcome'], string>> = {
  running: 'running',
  done: 'done',
  attention: 'needs attention',
  failed: 'failed',
  stopped: 'stopped',
};

/** `Variables changed, 24 Nov 2026, 21:30:00, by ada`. @param timeOf how a time is written */
export const episodeName = (
  { title, at, by }: { readonly title: string; readonly at: string; readonly by?: string | undefined },
  timeOf: (at: string) => string,
): string => [title, timeOf(at), by && `by ${by}`].filter(Boolean).join(', ');
