/** Writes down that Shopify asked for a person's data or their erasure, and queues the answer. */
import type { World } from "~/ports/world";
import { DUE_DAYS, type Asked, type PrivacyKind, type PrivacyState } from "./privacy";

const DAY_MS = 86_400_000;

/**
 * @param requestId Shopify's own number of the request, or its webhook's id: the same request twice is one
 * @returns {outcome: "asked"} or "asked before"
 */
export function askPrivacyRequest(
  world: World,
  { requestId, kind, buyerId, asked }: { requestId: string; kind: PrivacyKind; buyerId: string | null; asked: Asked },
): Promise<{ outcome: "asked" | "asked before" }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const askedAt = world.clock.now();
    const { count } = await db.privacyRequest.createMany({
      data: [
        {
          shopId,
          requestId,
          kind,
          buyerId,
          state: "waiting" satisfies PrivacyState,
          outcome: { asked },
          askedAt,
          dueAt: new Date(askedAt.getTime() + DUE_DAYS * DAY_MS),
        },
      ],
      skipDuplicates: true,
    });
    if (!count) return { outcome: "asked before" };
    await queue.add("privacy.answer", { requestId }, { onceKey: requestId });
    return { outcome: "asked" };
  });
}
