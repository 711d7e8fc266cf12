const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
type Signal = keyof typeof SIGNALS;

const ends = new Set<() => Promise<void>>();
let asked = false;
let told = false;

/** Whether this process was told to end: nothing that takes long begins any more. */
export const isToldToEnd = (): boolean => told;

const handle = (signal: Signal): void => {
  const code = 128 + SIGNALS[signal];
  if (asked) process.exit(code);
  asked = true;
  told = true;
  // A program with a handler of its own decides when to exit; this one only ends what it started.
  const decides = process.listenerCount(signal) === 1;
  Promise.allSettled([...ends].map((end) => end())).then(() => {
    asked = false;
    if (decides) process.exit(code);
  });
};
const handlers = (Object.keys(SIGNALS) as Signal[]).map((signal) => [signal, () => handle(signal)] as const);

/** Runs `end` when this process is told to end, then exits; a second signal exits at once. Returns the function that unsubscribes. */
export const onEndSignal = (end: () => Promise<void>): (() => void) => {
  if (ends.size === 0) for (const [signal, handler] of handlers) process.on(signal, handler);
  ends.add(end);
  return () => {
    ends.delete(end);
    if (ends.size === 0) for (const [signal, handler] of handlers) process.off(signal, handler);
  };
};

/** A signal came before everything ran. */
export class ToldToEndError extends Error {
  override readonly name = 'ToldToEndError';
  constructor() {
    super('told to end before AWS had started');
  }
}
