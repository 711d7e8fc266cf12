/** How fast the laptop's AWS runs: `instant`, or N times faster than AWS (1 is real time). */
export type ClockScale = 'instant' | number;

/**
 * AWS's durations on the laptop. Everything that takes time in AWS (a NAT gateway, a delayed SQS message) asks this clock, so the
 * product keeps its own wait times at every speed.
 */
export interface Clock {
  readonly scale: ClockScale;
  /** Real milliseconds since the epoch. */
  readonly now: () => number;
  /** Real milliseconds that `awsSeconds` of waiting take (a delayed message). Instant: at most 250 ms, or 600 ms where it waits for 10 s or more. */
  readonly after: (awsSeconds: number) => number;
  /**
   * Whether something that takes `awsSeconds` in AWS and began at `startedAtMs` (as `now()` gave it) has finished. Instant: after at
   * most 100 ms, less than one wait of `after`, so that a state is seen as pending first and is over at the next look.
   */
  readonly due: (startedAtMs: number, awsSeconds: number) => boolean;
}

const INSTANT_WAIT_MS = 250;
/** Who waits long looks seldom: builds, which take real time, need the processor more than looks at them. */
const LONG_WAIT = { awsSeconds: 10, ms: 600 };
const INSTANT_STATE_MS = 100;

/** Reads `instant` or a positive number (as of `--speed`). */
export const clockScale = (text: string | undefined): ClockScale => {
  if (text === undefined || text === 'instant') return 'instant';
  const speed = Number(text);
  if (!(speed > 0 && Number.isFinite(speed))) throw new Error(`speed must be "instant" or a positive number, not "${text}"`);
  return speed;
};

export const createClock = (scale: ClockScale = 'instant', now: () => number = Date.now): Clock => {
  const scaled = (awsSeconds: number, cap: number): number =>
    scale === 'instant' ? Math.min(awsSeconds * 1000, cap) : (awsSeconds * 1000) / scale;
  return {
    scale,
    now,
    after: (awsSeconds) => Math.round(scaled(awsSeconds, awsSeconds < LONG_WAIT.awsSeconds ? INSTANT_WAIT_MS : LONG_WAIT.ms)),
    due: (startedAtMs, awsSeconds) => now() - startedAtMs >= scaled(awsSeconds, INSTANT_STATE_MS),
  };
};
