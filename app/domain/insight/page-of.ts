/** Which part of a list a page holds. A page beyond the last one is the last one: rows go while somebody works their way through them. */
export type PageOf = { page: number; pages: number; skip: number; take: number };

/** @param page counts from 1 */
export function pageOf(total: number, page: number, take: number): PageOf {
  const pages = Math.max(1, Math.ceil(total / take));
  const shown = Math.min(pages, Math.max(1, page));
  return { page: shown, pages, skip: (shown - 1) * take, take };
}
