/** Answers one request about a person: gives what we hold of them, or erases it. Answering twice changes nothing. */
import type { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { collectBuyerData } from "./collect-buyer-data.server";
import { eraseBuyer } from "./erase-buyer.server";
import type { Asked, PrivacyState } from "./privacy";

/** @returns {outcome: "answered"}; "answered before"; "unknown" when there is no such request */
export function answerPrivacyRequest(
  world: World,
  { requestId }: { requestId: string },
): Promise<{ outcome: "answered" | "answered before" | "unknown" }> {
  const { shopId } = world;
  const key = { shopId_requestId: { shopId, requestId } };
  return world.transaction(async ({ db }) => {
    const request = await db.privacyRequest.findUnique({ where: key });
    if (!request) return { outcome: "unknown" };
    if (request.state === ("done" satisfies PrivacyState)) return { outcome: "answered before" };
    const { asked } = request.outcome as { asked: Asked };
    const person = { buyerId: request.buyerId, ...asked };
    const outcome = request.kind === "erasure" ? await eraseBuyer(world, person) : await collectBuyerData(world, person);
    // What was asked (an address among it) is not kept once it is answered.
    await db.privacyRequest.update({
      where: key,
      data: { state: "done" satisfies PrivacyState, outcome: outcome as Prisma.InputJsonObject, doneAt: world.clock.now() },
    });
    return { outcome: "answered" };
  });
}
