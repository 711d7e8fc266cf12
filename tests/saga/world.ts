/** What goes wrong with the nth outside effect of a history. */
export type FaultKind = 'before' | 'after' | 'killBefore' | 'killAfter' | 'freeze' | 'slow';
export interface Faults {
  readonly [call: number]: FaultKind;
}
/** The outside world as one worker meets it: every effect suspends, takes time and may go wrong. */
export type Io = <T>(effect: () => T, options?: { readonly freezable?: boolean }) => Promise<T>;

const never = () => new Promise<never>(() => {});

/** mulberry32: small, seeded, good enough to vary latencies. */
const generator = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

/**
 * A virtual clock on which workers really interleave. Times are seconds.
 * @param faults by number of the effect, counted over the whole history
 * @param timeout of a worker; longer than that it is dead, unless it was frozen
 */
export const world = (seed: number, faults: Faults, timeout: number) => {
  const random = generator(seed);
  const agenda: { readonly at: number; readonly go: () => void }[] = [];
  let time = 0;
  let calls = 0;
  const at = (when: number, go: () => void) => {
    let i = agenda.length;
    while (i > 0 && (agenda[i - 1]?.at ?? 0) > when) i--;
    agenda.splice(i, 0, { at: when, go });
  };
  const pause = (seconds: number) => new Promise<void>((resolve) => at(time + seconds, resolve));

  const worker = (): { io: Io; remaining: () => number } => {
    let until = time + timeout;
    let dead = false;
    const die = () => {
      dead = true;
      return never();
    };
    const survive = async (fault: FaultKind | undefined, kill: FaultKind) => {
      if (time > until || fault === kill) await die();
    };
    const io: Io = async (effect, options = {}) => {
      if (dead) return never();
      const fault = faults[calls++];
      await pause(0.02 + random() * 0.3 + (fault === 'slow' ? 8 : 0));
      if (fault === 'freeze' && options.freezable) {
        // The process sleeps past its lease and continues as if nothing had happened.
        await pause(timeout + 12);
        until = time + timeout;
      }
      await survive(fault, 'killBefore');
      if (fault === 'before') throw new Error('the call failed before its effect');
      const result = effect();
      await pause(0.02 + random() * 0.1);
      await survive(fault, 'killAfter');
      if (fault === 'after') throw new Error('the connection dropped after the effect');
      return result;
    };
    return { io, remaining: () => until - time };
  };

  /** Runs until nothing is left to happen. Answers false when it does not end. */
  const run = async (maxTicks: number): Promise<boolean> => {
    for (let ticks = 0; agenda.length > 0; ticks++) {
      if (ticks > maxTicks) return false;
      const entry = agenda.shift();
      if (!entry) break;
      time = Math.max(time, entry.at);
      entry.go();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return true;
  };
  return { at, worker, run, random, now: () => time, calls: () => calls };
};
