/** How many ambassadors' codes have waited so long for Shopify that their owner should know. */
import type { Tx } from "~/ports/world";
import { waitsLong } from "../code/minting";

/** Of a programme that runs; of one that has ended nobody waits for any. */
export const readUnminted = async (db: Tx["db"], shopId: string, now: Date): Promise<number> => {
  const live = await db.program.findMany({ where: { shopId, state: "live" }, select: { programId: true } });
  const programId = { in: live.map((one) => one.programId) };
  return live.length ? db.shareCode.count({ where: { shopId, programId, ...waitsLong(now) } }) : 0;
};
