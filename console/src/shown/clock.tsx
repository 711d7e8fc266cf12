import { useSyncExternalStore } from 'react';
import { dateTime, fromNow, lasting } from './format.ts';

const TICK_MS = 1_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all that shows time. */
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (timer === undefined) now = current();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** While nothing shows time nobody keeps it: then the present second. */
const current = (): number => (timer === undefined ? Math.floor(Date.now() / TICK_MS) * TICK_MS : now);

/** Epoch milliseconds, renewed every second. */
export const useNow = (): number => useSyncExternalStore(subscribe, current);

/** How long ago, with the exact time as a tooltip. */
export const Ago = ({ at }: { readonly at: string | undefined }) => {
  const seen = useNow();
  if (!at) return <>–</>;
  return (
    <time dateTime={at} title={dateTime(at)}>
      {fromNow(at, seen)}
    </time>
  );
};

/** For how long something has lasted: `3 h 5 min`. */
export const HowLong = ({ since }: { readonly since: string }) => {
  const seen = useNow();
  return (
    <time dateTime={since} title={dateTime(since)}>
      {lasting(since, seen)}
    </time>
  );
};
