/** Keeps with a decision of the rules how each claim on its order fared: those that lost are shown, too. */
import type { Tx } from "~/ports/world";
import type { Standing } from "./standing";

type Kept = { decisionId: string; orderId: string; standings: Standing[] };

/** In the transaction that adds the decision. */
export async function keepClaims(db: Tx["db"], shopId: string, { decisionId, orderId, standings }: Kept): Promise<void> {
  if (!standings.length) return;
  const rows = standings.map((standing, index) => ({ ...standing, place: index + 1 }));
  await db.$executeRaw`
    INSERT INTO claim (shop_id, decision_id, place, order_id, named_by, code, click_id, program_id, ambassador_id, reason)
    SELECT ${shopId}, ${decisionId}::uuid, place, ${orderId}, "namedBy", code, "clickId", "programId", "ambassadorId", reason
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS each (place int, "namedBy" text, code text, "clickId" text, "programId" uuid, "ambassadorId" uuid, reason text)`;
}
