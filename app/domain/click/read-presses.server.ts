/** The presses of one friend that share a code, by the id of any of them: a browser, or a cart, may have kept an earlier one. */
import type { Tx } from "~/ports/world";

export type Presses = {
  firstClickId: string;
  programId: string;
  ambassadorId: string;
  codeKind: string;
  code: string;
  /** When the first order with the code, or with any of these clicks, was placed. */
  orderedAt: Date | null;
  /** The last press: what counts. */
  lastClickId: string;
  lastAt: Date;
};

/** null: no click of this store's */
export async function readPresses(db: Tx["db"], shopId: string, clickId: string): Promise<Presses | null> {
  const [presses] = await db.$queryRaw<Presses[]>`
    SELECT f.click_id::text AS "firstClickId", f.program_id::text AS "programId", f.ambassador_id::text AS "ambassadorId", f.code_kind AS "codeKind", f.code,
      f.ordered_at AS "orderedAt", last.click_id::text AS "lastClickId", last.clicked_at AS "lastAt"
    FROM click had JOIN click f ON f.shop_id = had.shop_id AND f.click_id = coalesce(had.first_click_id, had.click_id)
      CROSS JOIN LATERAL (
        SELECT click_id, clicked_at FROM (
          SELECT f.click_id, f.clicked_at UNION ALL (SELECT click_id, clicked_at FROM click WHERE shop_id = f.shop_id AND first_click_id = f.click_id
            ORDER BY clicked_at DESC LIMIT 1)) AS either
        ORDER BY clicked_at DESC LIMIT 1) AS last
    WHERE had.shop_id = ${shopId} AND had.click_id = ${clickId}::uuid`;
  return presses ?? null;
}
