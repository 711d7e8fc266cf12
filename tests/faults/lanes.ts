/** Works through a list, so many at a time, in order; starts no more when `goesOn` says no. */
const lane = async <T>(list: readonly T[], width: number, work: (one: T) => Promise<void>, goesOn: () => boolean): Promise<void> => {
  const waiting = [...list];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined && goesOn(); one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(width, waiting.length) }, worker));
};

/**
 * Works through what keeps the machine busy, `width` at a time, and beside it through what mostly waits: a killed worker's message is
 * shown again only when SQS's visibility timeout ends, in real time.
 */
export const inLanes = async <T>(
  list: readonly T[],
  width: number,
  mostlyWaits: (one: T) => boolean,
  work: (one: T) => Promise<void>,
  goesOn: () => boolean = () => true,
): Promise<void> => {
  const waiting = list.filter(mostlyWaits);
  const busy = list.filter((one) => !mostlyWaits(one));
  await Promise.all([lane(busy, width, work, goesOn), lane(waiting, width, work, goesOn)]);
};
