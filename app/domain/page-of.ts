/** Which part of a list a page holds. A page beyond the last one is the last one: rows go while somebody works their way through them. */
export type PageOf = { page: number; pages: number; skip: number; take: number };

/** @param page counts from 1 */
export function pageOf(total: number, page: number, take: number): PageOf {
  const pages = Math.max(1, Math.ceil(total / take));
  const shown = Math.min(pages, Math.max(1, page));
  return { page: shown, pages, skip: (shown - 1) * take, take };
}

/**
 * The rows of a list whose rows say how many there are in all (`count(*) OVER ()`): beyond the last page there is no row to say it, and a
 * list that has lost its last page is not empty for that. Then the first row is asked, and the last page is read.
 */
export async function readPageOf<Row extends { total: number }>(
  asked: number,
  take: number,
  read: (which: { skip: number; take: number }) => Promise<Row[]>,
): Promise<{ rows: Row[]; total: number; page: number; pages: number }> {
  const wanted = Math.max(1, asked);
  const rows = await read({ skip: (wanted - 1) * take, take });
  if (rows.length > 0 || wanted === 1) {
    const total = rows.length > 0 ? rows[0].total : 0;
    const { page, pages } = pageOf(total, wanted, take);
    return { rows, total, page, pages };
  }
  const [first] = await read({ skip: 0, take: 1 });
  const { skip, page, pages } = pageOf(first?.total ?? 0, wanted, take);
  return { rows: first ? await read({ skip, take }) : [], total: first?.total ?? 0, page, pages };
}
