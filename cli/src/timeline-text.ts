import { episodeName, OUTCOMES } from '@tenantry/api-client/episodes';
import type { Episode, Step, Timeline, TimelineEvent } from '@tenantry/api-client/generated/api';
import { duration } from './durations.ts';
import type { Styles } from './style.ts';
import { table } from './table.ts';

const TIME = /T(\d\d:\d\d:\d\d)/;
const clock = (time: string): string => TIME.exec(time)?.[1] ?? time;

/** A line per step: how long it took, what it waited for, how often it was tried again, what it failed with. */
const stepTable = (steps: readonly Step[], styles: Styles, width: number): string =>
  table(
    ['  BEGAN', 'STAGE', 'STEP', 'TOOK', 'USUALLY', ''].map(styles.dim),
    steps.map(({ startedAt, stage, step, direction, generation, seconds, stoppedAt, usualSeconds, waits, retries, failure }) => [
      `  ${clock(startedAt)}`,
      stage,
      `${step}${direction === 'remove' ? ' (removed)' : ''}${generation > 1 ? ` #${generation}` : ''}`,
      seconds === undefined ? (stoppedAt ? 'stopped' : failure ? 'not done' : '…') : duration(seconds),
      usualSeconds === undefined ? '' : duration(usualSeconds),
      [
        failure && styles.red([failure.call, failure.code].filter(Boolean).join(' ')),
        !failure && waits.at(-1) && `waited for ${waits.at(-1)?.reason}`,
        retries.length > 0 && `tried again ${retries.length}×: ${retries.at(-1)?.reason}`,
      ]
        .filter(Boolean)
        .join('; '),
    ]),
    width,
  );

/** The steps of each cause under its name: `Variables changed, 2026-11-24T21:30:00.000Z, by ada: done after 12 s`. */
export const episodeTables = ({ steps, episodes = [] }: Timeline, styles: Styles, width: number): string => {
  const known = new Set(episodes.map(({ id }) => id));
  const others = steps.filter(({ episode = '' }) => !known.has(episode));
  return [
    ...episodes.map((episode) => {
      const own = steps.filter((step) => step.episode === episode.id);
      return `  ${titleOf(episode)}\n${own.length > 0 ? stepTable(own, styles, width) : ''}`;
    }),
    // Of an API that knows no causes yet.
    ...(others.length > 0 ? [stepTable(others, styles, width)] : []),
  ].join('');
};
const titleOf = ({ title, at, by, seconds, outcome }: Episode): string => {
  const said = OUTCOMES[outcome];
  return `${episodeName({ title, at, by }, (time) => time)}: ${said}${seconds === undefined ? '' : ` after ${duration(seconds)}`}`;
};
export const eventTable = (events: readonly TimelineEvent[], styles: Styles, width: number): string =>
  table(
    ['  AT', 'EVENT', 'ID'].map(styles.dim),
    events.map(({ at, event, eventId }) => [`  ${at}`, event, styles.dim(eventId)]),
    width,
  );
