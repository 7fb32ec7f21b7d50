/**
 * Does what a webhook asks, once: the receipt says whether it is still waiting, and what came of it. A receipt that
 * cannot be understood is set aside with its reason, never tried for ever. Of any other nothing is kept but that it came: what stood in
 * it is somebody's name and address, and its work is done.
 */
import type { World } from "~/ports/world";
import { readPayload } from "./read-payload";
import { workOn, type Processed } from "./webhook-topics.server";

/** Throws when Shopify or the database cannot be reached: the queue tries again. "gone": the receipt was erased with its shop. */
export async function processReceipt(
  world: World,
  { topic, webhookId }: { topic: string; webhookId: string },
): Promise<{ outcome: Processed["state"] | "processed before" | "gone" }> {
  const { shopId, clock } = world;
  const key = { shopId_topic_webhookId: { shopId, topic, webhookId } };
  const receipt = await world.transaction(({ db }) => db.receipt.findUnique({ where: key }));
  if (!receipt) return { outcome: "gone" };
  if (receipt.state !== "waiting") return { outcome: "processed before" };

  const payload = readPayload(receipt.body);
  const process = workOn(topic);
  const processed: Processed =
    payload && process
      ? await process(world, { payload, webhookId, triggeredAt: receipt.triggeredAt ?? receipt.receivedAt })
      : { state: "quarantined", reason: payload ? `nothing is done on ${topic}` : "the body is not a JSON object" };
  await world.transaction(({ db }) =>
    db.receipt.updateMany({
      where: { shopId, topic, webhookId, state: "waiting" },
      data: {
        ...{ state: processed.state, reason: processed.reason ?? null, processedAt: clock.now() },
        ...(processed.state !== "quarantined" && { body: "" }),
      },
    }),
  );
  return { outcome: processed.state };
}
