/** One page of a ranking, before its rows are read. */
export interface PageSlice<Item> {
  readonly items: readonly Item[];
  /** From 1. */
  readonly page: number;
  /** At least 1. */
  readonly pages: number;
  readonly total: number;
}

/** Cuts a page out of a ranking. A page past the end is the last one, one before the start the first. */
export function resultPage<Item>(ranking: readonly Item[], page: number, pageSize: number): PageSlice<Item> {
  const size = Math.max(1, Math.floor(pageSize));
  const pages = Math.max(1, Math.ceil(ranking.length / size));
  const current = Math.min(pages, Math.max(1, Math.floor(page)));
  const items = ranking.slice((current - 1) * size, current * size);
  return { items, page: current, pages, total: ranking.length };
}
