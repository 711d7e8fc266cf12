interface Stoppable {
  readonly stop: () => Promise<void>;
}

/** Waits for both; when one fails, stops the other before it throws. */
export const bothOrNeither = async <A extends Stoppable, B extends Stoppable>(
  first: Promise<A> | undefined,
  second: Promise<B>,
): Promise<[A | undefined, B]> => {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  if (a.status === 'fulfilled') await a.value?.stop();
  if (b.status === 'fulfilled') await b.value.stop();
  throw a.status === 'rejected' ? a.reason : (b as PromiseRejectedResult).reason;
};
