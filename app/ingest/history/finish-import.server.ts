/** The end of a reading: the shelf is filled from what was read, the row says done, and mining is asked for. */
import type { Import } from "@prisma/client";
import { restockShelf } from "~/domain/reward/restock-shelf.server";
import type { Tx, World } from "~/ports/world";

/** Call it after every buyer was summed. @param buyersRead how many there are */
export async function finishImport(
  world: World,
  { importId, kind, buyersRead }: Pick<Import, "importId" | "kind" | "buyersRead">,
): Promise<void> {
  const { shopId } = world;
  await world.transaction(async ({ db, queue }) => {
    const now = world.clock.now();
    if (kind === "catalogue") await hideUnread(db, shopId, importId);
    // After either reading, since the shelf needs the catalogue and what sold best: while orders come in, nobody knows that yet.
    const waits =
      kind === "catalogue" && (await db.import.count({ where: { shopId, kind: "orders", state: { in: UNDER_WAY }, stopAsked: false } }));
    if (!waits) await restockShelf(world);
    const again = await db.import.count({ where: { shopId, kind, state: "done", importId: { not: importId } } });
    await db.import.update({
      where: { shopId_importId: { shopId, importId } },
      data: { state: "done", buyersRead, problem: null, partial: false, finishedAt: now, changedAt: now },
    });
    // A catalogue read again tells nothing new about people; the night mines anyway.
    if (kind === "orders" || !again) await queue.add("mining.mine", { why: `${kind} read` }, { onceKey: "mine" });
  });
}

const UNDER_WAY = ["requested", "preparing", "reading"];

/** What the whole catalogue no longer holds is not for sale any more. A line that could not be read may be any product's: then nothing is concluded. */
const hideUnread = (db: Tx["db"], shopId: string, importId: string): Promise<number> =>
  db.$executeRaw`
    UPDATE variant v SET available = false FROM import i
    WHERE i.shop_id = ${shopId} AND i.import_id = ${importId}::uuid AND i.refused = 0
      AND v.shop_id = i.shop_id AND v.available AND v.read_at < i.requested_at`;
