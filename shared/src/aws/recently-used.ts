interface Kept<V> {
  /** A value by its key, made where there is none. */
  readonly get: (key: string, make: () => V) => V;
  /** An evicted value is made again when it is asked for. Who holds one can still use it. */
  readonly forget: (isStale: (key: string) => boolean) => void;
}

/**
 * Keeps what was used last.
 * @param most values kept; the one that was not used for longest goes first
 * @param letGo what becomes of it
 */
export const recentlyUsed = <V>(most: number, letGo: (value: V) => void = () => {}): Kept<V> => {
  const kept = new Map<string, V>();
  const get = (key: string, make: () => V): V => {
    const value = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, value); // a Map is in order of insertion: the first is the oldest
    const [oldest] = kept;
    if (kept.size > most && oldest) {
      kept.delete(oldest[0]);
      letGo(oldest[1]);
    }
    return value;
  };
  return {
    get,
    forget: (isStale) => {
      for (const key of [...kept.keys()].filter(isStale)) kept.delete(key);
    },
  };
};
