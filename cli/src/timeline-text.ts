import type { Step, TimelineEvent } from '@tenantry/api-client/generated/api';
import { duration } from './durations.ts';
import type { Styles } from './style.ts';
import { table } from './table.ts';

const TIME = /T(\d\d:\d\d:\d\d)/;
const clock = (time: string): string => TIME.exec(time)?.[1] ?? time;

/** A line per step: how long it took, what it waited for, how often it was tried again, what it failed with. */
export const stepTable = (steps: readonly Step[], styles: Styles, width: number): string =>
  table(
    ['  BEGAN', 'STAGE', 'STEP', 'TOOK', 'USUALLY', ''].map(styles.dim),
    steps.map(({ startedAt, stage, step, direction, generation, seconds, usualSeconds, waits, retries, failure }) => [
      `  ${clock(startedAt)}`,
      stage,
      `${step}${direction === 'remove' ? ' (removed)' : ''}${generation > 1 ? ` #${generation}` : ''}`,
      seconds === undefined ? '…' : duration(seconds),
      usualSeconds === undefined ? '' : duration(usualSeconds),
      failure
        ? styles.red([failure.call, failure.code].filter(Boolean).join(' '))
        : [
            waits.at(-1) && `waited for ${waits.at(-1)?.reason}`,
            retries.length > 0 && `tried again ${retries.length}×: ${retries.at(-1)?.reason}`,
          ]
            .filter(Boolean)
            .join('; '),
    ]),
    width,
  );

export const eventTable = (events: readonly TimelineEvent[], styles: Styles, width: number): string =>
  table(
    ['  AT', 'EVENT', 'ID'].map(styles.dim),
    events.map(({ at, event, eventId }) => [`  ${at}`, event, styles.dim(eventId)]),
    width,
  );
