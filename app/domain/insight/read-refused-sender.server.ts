/** Mails that wait because the mail server refuses whoever sends: how many, and in its words why. */
import type { Tx } from "~/ports/world";
import { SENDER_REFUSED } from "../letter/letter";

export type RefusedSender = { waiting: number; /** What it said last; null: nothing waits for it. */ said: string | null };

export async function readRefusedSender(db: Tx["db"], shopId: string): Promise<RefusedSender> {
  const [found] = await db.$queryRaw<RefusedSender[]>`
    WITH mail AS (
      SELECT letter_id AS id FROM letter WHERE shop_id = ${shopId} AND state = 'waiting' AND reason = ${SENDER_REFUSED}
      UNION ALL SELECT invitation_id FROM invitation WHERE shop_id = ${shopId} AND state = 'waiting' AND reason = ${SENDER_REFUSED})
    SELECT count(*)::int AS waiting, (array_agg(c.detail ORDER BY c.happened_at DESC) FILTER (WHERE c.detail IS NOT NULL))[1] AS said
    FROM mail LEFT JOIN contact c ON c.shop_id = ${shopId} AND c.contact_id = mail.id`;
  return found;
}
