import { messageOf } from './stack-watch.ts';

/**
 * The results of all, once all have ended: what fails first hides no other failure, and nothing runs on after it.
 * @throws the only failure; an AggregateError with a line for each where there are several
 */
export const allOf = async <T extends readonly unknown[] | []>(work: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> => {
  const ended = await Promise.allSettled(work);
  const failures = ended.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} failures\n${failures.map(messageOf).join('\n')}`);
  return Promise.all(work);
};
