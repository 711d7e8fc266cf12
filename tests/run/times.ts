import { readFileSync } from 'node:fs';

/** How long one file of tests took. */
export interface FileTime {
  /** Path below the repository. */
  readonly file: string;
  readonly seconds: number;
}
/** What a whole run took. */
export interface RunTime {
  readonly seconds: number;
  /** Of all processes of the run together, where the system tells it. It does not depend on what else the machine does. */
  readonly processorSeconds: number | undefined;
}

/** What `npm test` may take on two processors that have nothing else to do. */
const LIMIT_MINUTES = 8;
const LIMIT_PROCESSOR_SECONDS = LIMIT_MINUTES * 60 * 2;
const SHOWN = 10;
/** Clock ticks of `/proc` in a second: `sysconf(_SC_CLK_TCK)`, 100 on every Linux of today. */
const TICKS = 100;

/**
 * Seconds that this process and the children that have ended took of the processors, with their own children; undefined where there is no
 * `/proc` (proc_pid_stat(5): utime, stime, cutime, cstime are the 14th to 17th field).
 */
export const processorSeconds = (file = '/proc/self/stat'): number | undefined => {
  try {
    const status = readFileSync(file, 'utf8');
    // The name in parentheses may hold spaces; the state behind it is the third field.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / TICKS;
  } catch {
    return undefined;
  }
};

/** The files that took longest, longest first, a line each. */
export const slowestLines = (times: readonly FileTime[]): readonly string[] =>
  times
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SHOWN)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);

/** What a whole run took; and that it was too long, if it was. It says so and fails nothing: the machine may have had other work. */
export const runTimeLines = ({ seconds, processorSeconds: used }: RunTime): readonly string[] => {
  const took = `${(seconds / 60).toFixed(1)} minutes${used === undefined ? '' : `, ${Math.round(used)} s of processor time`}`;
  const tooLong = seconds > LIMIT_MINUTES * 60 || (used ?? 0) > LIMIT_PROCESSOR_SECONDS;
  const limit = `${LIMIT_MINUTES} minutes on two free processors, which is ${LIMIT_PROCESSOR_SECONDS} s of their time`;
  return [`npm test took ${took}`, ...(tooLong ? [`TOO LONG: it may take ${limit} (tests/README.md, "Limits and time")`] : [])];
};
