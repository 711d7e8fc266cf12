/**
 * All elements of a list that AWS answers in pages. Any page may be short or empty while more follow (e.g. Organizations API reference,
 * ListParents; EC2 User Guide, "Pagination"): `tests/pagination.test.ts` finds calls that look at the first one alone.
 * @param pages of the SDK's paginator
 * @param of what a page holds
 */
export const collect = async <Page, T>(pages: AsyncIterable<Page>, of: (page: Page) => readonly T[] | undefined): Promise<T[]> => {
  const found: T[] = [];
  for await (const page of pages) found.push(...(of(page) ?? []));
  return found;
};
