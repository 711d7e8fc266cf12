/** Something that one request each is made for. */
export interface BatchItem {
  readonly id: string;
  readonly name: string;
  /** Why it is left out; absent when the request is made. */
  readonly refusal?: string | undefined;
}
export interface BatchResult {
  readonly done: readonly string[];
  /** Why, by the item's id. */
  readonly failed: ReadonlyMap<string, string>;
}

/**
 * Makes a request for each item, one after the other: one that fails keeps none of the others back.
 * @param onProgress after each, with what is done so far
 */
export const runBatch = async (
  items: readonly BatchItem[],
  act: (id: string) => Promise<unknown>,
  onProgress: (result: BatchResult) => void = () => {},
): Promise<BatchResult> => {
  const done: string[] = [];
  const failed = new Map<string, string>();
  for (const { id } of items.filter(({ refusal }) => refusal === undefined)) {
    try {
      await act(id);
      done.push(id);
    } catch (error) {
      failed.set(id, error instanceof Error ? error.message : String(error));
    }
    onProgress({ done: [...done], failed: new Map(failed) });
  }
  return { done, failed };
};
