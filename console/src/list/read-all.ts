/** Items of a file at most: a file with more is of no use in a spreadsheet, and the API has other callers. */
const MOST = 10_000;

interface AnsweredPage<T> {
  readonly items: readonly T[];
  readonly cursor?: string | undefined;
}
/** Reads a list that the API pages, to its end. @param page what one cursor gives; the first has none */
export const readAll = async <T>(page: (cursor: string | undefined) => Promise<AnsweredPage<T>>, most = MOST) => {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const answer = await page(cursor);
    items.push(...answer.items);
    if (answer.cursor === undefined) return { items, isCut: false };
    if (items.length >= most) return { items, isCut: true };
    cursor = answer.cursor;
  }
};
